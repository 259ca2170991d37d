package storetest

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func roundTrip(h *harness) {
	everyByte := make(survey.Answers, 256)
	for i := range everyByte {
		everyByte[i] = byte(i)
	}
	const family = "\U0001F468\u200d\U0001F469\u200d\U0001F467"
	batch := []survey.Response{
		response(0),
		{ID: survey.IDOf("a", "b"), Campaign: "demo-full", Date: day, Answers: survey.Answers{}},
		{
			ID: survey.ID{}, Template: survey.Ref{Code: "khảo-sát", Version: math.MaxInt32}, Campaign: "demo-full",
			Unit: "Ủy ban nhân dân xã Ninh Giang", Place: "Thôn Đỗ Xuyên", Counter: "Quầy số 1 – “một cửa”", Channel: survey.ChannelAssisted,
			Field: "ĐẤTĐAI", Date: day - 1000, Answers: everyByte, Comment: "Cán bộ rất nhiệt tình!\nHồ sơ trả đúng hẹn. " + family + " 𝐀 <&>'\"; --",
			Flags: survey.FlagsStored,
		},
		{
			ID:       survey.ID{255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255},
			Campaign: "demo-full", Channel: survey.ChannelPaper, Date: day + 1000,
			Answers: survey.Answers{survey.CellBlank, 1, survey.Levels, survey.CellNA, survey.CellInvalid, 32},
			Comment: strings.Repeat("ưỡ😀", 2000),
		},
	}
	h.insert(batch)
	want := map[survey.ID]survey.Response{}
	for _, r := range batch {
		want[r.ID] = r
	}
	for _, got := range h.read(all("demo-full")) {
		if !reflect.DeepEqual(got, want[got.ID]) {
			h.Errorf("got  %+v\nwant %+v", got, want[got.ID])
		}
		delete(want, got.ID)
	}
	for id := range want {
		h.Errorf("response %s was not streamed", id)
	}
}

func knownByID(h *harness) {
	batch := responses(3)
	knows := func(id survey.ID, want bool) {
		h.Helper()
		if got, err := h.Known(h.ctx, id); got != want || err != nil {
			h.Errorf("response %s: known is %v, %v; want %v", id, got, err, want)
		}
	}
	knows(batch[1].ID, false)
	h.insert(batch[:2])
	knows(batch[0].ID, true)
	knows(batch[1].ID, true)
	knows(batch[2].ID, false)
}

func emptyBatch(h *harness) {
	fresh, err := h.Insert(h.ctx, nil)
	if len(fresh) != 0 || err != nil {
		h.Errorf("got %v, %v, want nothing", fresh, err)
	}
}

func batchLimit(h *harness) {
	if _, err := h.Insert(h.ctx, responses(store.MaxBatch+1)); err == nil {
		h.Error("got no error")
	}
	if got := h.read(all("demo-full")); len(got) != 0 {
		h.Errorf("got %d responses stored, want none", len(got))
	}
}

func fullBatch(h *harness) {
	h.insert(responses(store.MaxBatch))
	if got := h.read(all("demo-full")); len(got) != store.MaxBatch {
		h.Errorf("got %d responses, want %d", len(got), store.MaxBatch)
	}
}

func idempotent(h *harness) {
	h.insert(responses(20))
	again := responses(30)
	for i := range again {
		again[i].Comment = "gửi lại"
	}
	fresh, err := h.Insert(h.ctx, again)
	h.must(err)
	for i, f := range fresh {
		if f != (i >= 20) {
			h.Errorf("response %d: got fresh %v", i, f)
		}
	}
	first := map[survey.ID]bool{}
	for _, r := range responses(20) {
		first[r.ID] = true
	}
	got := h.read(all("demo-full"))
	for _, r := range got {
		if first[r.ID] && r.Comment != "" {
			h.Errorf("response %s was changed by inserting it again", r.ID)
		}
	}
	if len(got) != 30 {
		h.Errorf("got %d responses, want 30", len(got))
	}
}

func twiceInBatch(h *harness) {
	batch := []survey.Response{response(1), response(2), response(1), response(3), response(1), response(2)}
	for i := range batch {
		batch[i].Comment = fmt.Sprint(i)
	}
	fresh, err := h.Insert(h.ctx, batch)
	h.must(err)
	if want := []bool{true, true, false, true, false, false}; !reflect.DeepEqual(fresh, want) {
		h.Errorf("got fresh %v, want %v", fresh, want)
	}
	got := h.read(all("demo-full"))
	for _, r := range got {
		if r.Comment > "3" || r.Comment == "2" {
			h.Errorf("got number %s of the batch stored, want the first with its id", r.Comment)
		}
	}
	if len(got) != 3 {
		h.Errorf("got %d responses, want 3", len(got))
	}
}

func resentNextDay(h *harness) {
	h.insert([]survey.Response{response(1)})
	late := response(1)
	late.Date++
	late.Campaign = "demo-short"
	fresh, err := h.Insert(h.ctx, []survey.Response{late})
	h.must(err)
	if fresh[0] {
		h.Error("got fresh on the next day, want the first day's to count")
	}
	if got := h.read(all("demo-full")); len(got) != 1 || got[0].Date != day {
		h.Errorf("got %v, want one response of the first day", got)
	}
	if got := h.read(all("demo-short")); len(got) != 0 {
		h.Errorf("got %v, want none", got)
	}
}

// racers is how many race: as many as the requests of a busy moment.
const racers = 64

// race runs n functions that all begin together.
func race(n int, run func(i int)) {
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-start
			run(i)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
}

func raceOneID(h *harness) {
	for round := range 3 {
		var winners atomic.Int32
		race(racers, func(i int) {
			r := response(round)
			r.Comment = fmt.Sprint(i)
			fresh, err := h.Insert(h.ctx, []survey.Response{r})
			if err != nil {
				h.Errorf("racer %d: %v", i, err)
			} else if fresh[0] {
				winners.Add(1)
			}
		})
		if n := winners.Load(); n != 1 {
			h.Errorf("got %d winners, want 1", n)
		}
	}
	if got := h.read(all("demo-full")); len(got) != 3 {
		h.Errorf("got %d responses, want 3", len(got))
	}
}

func raceBatches(h *harness) {
	const size, step = 12, 4 // a batch shares two thirds with each neighbour
	var wins [racers*step + size]atomic.Int32
	race(racers, func(i int) {
		var batch []survey.Response
		for n := i * step; n < i*step+size; n++ {
			batch = append(batch, response(n))
		}
		fresh, err := h.Insert(h.ctx, batch)
		if err != nil {
			h.Errorf("racer %d: %v", i, err)
			return
		}
		for j, f := range fresh {
			if f {
				wins[i*step+j].Add(1)
			}
		}
	})
	const last = (racers-1)*step + size
	for n := range last {
		if got := wins[n].Load(); got != 1 {
			h.Errorf("response %d: got fresh %d times, want once", n, got)
		}
	}
	if got := h.read(all("demo-full")); len(got) != last {
		h.Errorf("got %d responses, want %d", len(got), last)
	}
}
