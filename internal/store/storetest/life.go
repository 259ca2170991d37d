package storetest

import (
	"errors"

	"hailong/internal/survey"
)

func reopen(h *harness) {
	h.insert(responses(50))
	h.must(h.Create(h.ctx, "places", "a", []byte("1")))
	h.must(h.Replace(h.ctx, "places", "b", []byte("2")))
	h.reopen()
	h.holds("places", "a", "1")
	h.holds("places", "b", "2")
	if got := h.read(all("demo-full")); len(got) != 50 {
		h.Errorf("got %d responses, want 50", len(got))
	}
	fresh, err := h.Insert(h.ctx, responses(51))
	h.must(err)
	for i, f := range fresh {
		if f != (i == 50) {
			h.Errorf("response %d after reopening: got fresh %v", i, f)
		}
	}
	if err := h.Create(h.ctx, "places", "a", []byte("3")); !errors.Is(err, survey.ErrExists) {
		h.Errorf("got %v, want %v", err, survey.ErrExists)
	}
	h.reopen()
	if got := h.read(all("demo-full")); len(got) != 51 {
		h.Errorf("got %d responses, want 51", len(got))
	}
}

func probe(h *harness) {
	for range 5 {
		h.must(h.Probe(h.ctx))
	}
	h.reopen()
	h.must(h.Probe(h.ctx))
	if got := h.read(all("demo-full")); len(got) != 0 {
		h.Errorf("got %d responses, want none", len(got))
	}
}

func afterClose(h *harness) {
	h.insert(responses(2))
	h.must(h.Create(h.ctx, "places", "a", []byte("1")))
	h.must(h.Close())
	_, insert := h.Insert(h.ctx, responses(1))
	_, read := h.Read(h.ctx, "places", "a")
	var stream, list error
	for _, stream = range h.Responses(h.ctx, all("demo-full")) {
		if stream == nil {
			h.Fatal("got a response from a closed store")
		}
	}
	for _, list = range h.List(h.ctx, "places") {
		if list == nil {
			h.Fatal("got a record from a closed store")
		}
	}
	for name, err := range map[string]error{
		"insert": insert, "responses": stream, "read": read, "list": list,
		"create":  h.Create(h.ctx, "places", "b", nil),
		"replace": h.Replace(h.ctx, "places", "a", nil),
		"delete":  h.Delete(h.ctx, "places", "a"),
		"probe":   h.Probe(h.ctx),
	} {
		if !errors.Is(err, survey.ErrUnavailable) {
			h.Errorf("%s: got %v, want %v", name, err, survey.ErrUnavailable)
		}
	}
}

func closeTwice(h *harness) {
	h.insert(responses(1))
	h.must(h.Close())
	h.must(h.Close())
}
