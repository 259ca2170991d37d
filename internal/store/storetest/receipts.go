package storetest

import (
	"fmt"
	"slices"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// givesReceipts: what was given can be listed, once each and in an order that is
// not that of arrival, and no response tells which one is its own.
func givesReceipts(h *harness) {
	batch := responses(40)
	var want []string
	for i := range batch {
		if i%4 != 0 { // the others are as those from paper
			batch[i].Receipt = survey.ReceiptOf("demo-full", fmt.Sprint("khóa ", i))
			want = append(want, string(batch[i].Receipt))
		}
	}
	h.insert(batch[:10])
	_, err := h.Insert(h.ctx, batch) // ten of them for the second time
	h.must(err)
	h.reopen()
	slices.Sort(want)
	if got := h.receipts(); !slices.Equal(got, want) {
		h.Errorf("got receipts %q\nwant %q", got, want)
	}
	for _, r := range h.read(all("demo-full")) {
		if r.Receipt != "" {
			h.Errorf("response %s was read with a receipt", r.ID)
		}
	}
	h.must(store.Receipts.Delete(h.ctx, h, want[0]))
	if got := h.receipts(); !slices.Equal(got, want[1:]) {
		h.Errorf("after one was taken: %q", got)
	}
}

func (h *harness) receipts() (ids []string) {
	for r, err := range h.List(h.ctx, string(store.Receipts)) {
		h.must(err)
		if string(r.Value) != string(store.Given) {
			h.Errorf("receipt %s holds %q", r.ID, r.Value)
		}
		ids = append(ids, r.ID)
	}
	return ids
}
