package staff

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

func TestATicketIsGoodOnceForEachWhoHoldsIt(t *testing.T) {
	o := newOffice(t)
	lan, hoa := Principal{Name: "lan"}, Principal{Name: "hoa"}
	o.must(o.Once(t.Context(), lan, "phieu-1"))
	o.refuses(ErrTicket, o.Once(t.Context(), lan, "phieu-1"), "a second time")
	o.refuses(ErrTicket, o.another().Once(t.Context(), lan, "phieu-1"), "on another instance")
	o.must(o.Once(t.Context(), hoa, "phieu-1"))
	o.must(o.Once(t.Context(), lan, "phieu-2"))
}

func TestOfManyWhoSendOneFormAtOnceOneIsServed(t *testing.T) {
	o := newOffice(t)
	var served atomic.Int64
	var wait sync.WaitGroup
	for range 16 {
		f := o.another()
		wait.Go(func() {
			switch err := f.Once(t.Context(), Principal{Name: "lan"}, "x"); {
			case err == nil:
				served.Add(1)
			case !errors.Is(err, ErrTicket):
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n := served.Load(); n != 1 {
		t.Errorf("served %d times", n)
	}
}

func TestSpentTicketsAreSwept(t *testing.T) {
	o := newOffice(t)
	o.must(o.Once(t.Context(), Principal{Name: "lan"}, "x"))
	o.must(o.sessions.Sweep(t.Context(), o.Now()))
	o.counts(map[string]int{string(spentTickets): 1}, "within the hour")
	o.advance(claimLife)
	o.must(o.sessions.Sweep(t.Context(), o.Now()))
	o.counts(map[string]int{string(spentTickets): 0}, "after an hour")
}
