package paper

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// ready makes a batch of 12 valid and 2 rejected forms that can be closed.
func ready(t *testing.T, i *Issuer, s store.Store) *desk {
	d := newDesk(t, i, s, 20)
	d.open(14, 0)
	d.enter(1, 12)
	d.must(d.put(Draft{Serial: 13, Reason: ReasonDuplicate, By: "lan"}))
	d.must(d.put(Draft{Serial: 14, Keys: keys(nine), By: "lan"}))
	d.finish()
	return d
}

func TestAClosingThatIsKilledAnywhereGoesOnAndStoresEachFormOnce(t *testing.T) {
	killings(t, func(t *testing.T, die func(store.Store) *mortal) (lived bool) {
		everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
			d := ready(t, i, s)
			m := die(s)
			_, err := d.over(m, m).Close(t.Context(), d.batch, "hoa")
			if err != nil && !errors.Is(err, errKilled) {
				t.Fatal(err)
			}
			lived = err == nil
			f := d.must(d.Close(t.Context(), d.batch, "minh"))
			if f.Closed == nil || f.Closing == nil || len(d.stored()) != 12 {
				t.Fatalf("after %v: %d responses, want 12", err, len(d.stored()))
			}
			d.must(d.close())
			if n := len(d.stored()); n != 12 {
				t.Errorf("%d responses after closing once more, want 12", n)
			}
			deeds := 0
			for _, a := range d.look().Acts {
				if a.Did == DeedClosing || a.Did == DeedClosed {
					deeds++
				}
			}
			if deeds != 2 {
				t.Errorf("%d acts of closing, want 2", deeds)
			}
		})
		return lived
	})
}

func TestSeveralInstancesCloseABatchOnce(t *testing.T) {
	everywhere(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := ready(t, i, s)
		var wait sync.WaitGroup
		for range 4 {
			wait.Go(func() {
				if _, err := d.over(s, s).Close(t.Context(), d.batch, "hoa"); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if n := len(d.stored()); n != 12 {
			t.Errorf("%d responses, want 12", n)
		}
	})
}

func TestACorrectionThatWasAcknowledgedIsInTheResponse(t *testing.T) {
	for range 5 {
		everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
			d := ready(t, i, s)
			serial := 1
			for d.look().Entry(serial).Drawn {
				serial++
			}
			keys := func(version int) map[string]string {
				k := answers(serial)
				k["CC5"] = fmt.Sprint(1 + version%5)
				return k
			}
			started := make(chan struct{})
			last := 1
			var wait sync.WaitGroup
			wait.Go(func() {
				l := d.over(s, s)
				var once sync.Once
				for version := 1; ; version++ {
					_, err := l.Put(t.Context(), d.batch, Draft{Serial: serial, Version: version, Keys: keys(version), By: "thu", Why: "đọc lại"})
					once.Do(func() { close(started) })
					if errors.Is(err, ErrAwaits) {
						return // the number was drawn from again
					}
					if err != nil {
						t.Error(err)
						return
					}
					last = version + 1
				}
			})
			<-started
			if _, err := d.close(); err == nil {
				t.Error("closed with a number that was changed after the draw")
			}
			for !d.must(d.Sample(t.Context(), d.batch, "hoa")).Entry(serial).Awaits() {
			}
			wait.Wait()
			d.must(d.second(Draft{Serial: serial, Keys: keys(last - 1), By: "minh"}))
			d.must(d.close())
			e := d.look().Entry(serial)
			if len(e.Versions) != last {
				t.Errorf("%d versions, acknowledged %d", len(e.Versions), last)
			}
			if r := d.stored()[fmt.Sprintf("phiếu %d", serial)]; string(r.Answers) != string(e.Last().Answers) {
				t.Errorf("the response is not the last entry")
			}
		})
	}
}

func TestAClosedBatchDoesNotChange(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := ready(t, i, s)
		d.must(d.close())
		ctx := t.Context()
		_, put := d.put(Draft{Serial: 1, Version: 1, Keys: answers(2), By: "lan"})
		_, fresh := d.put(Draft{Serial: 20, Keys: answers(2), By: "lan"})
		_, second := d.second(Draft{Serial: 1, Keys: answers(2), By: "minh"})
		_, opened := d.Open(ctx, d.batch, Opening{Day: today, Returned: 3, Witnesses: "x", Why: "x"}, "hoa")
		_, sampled := d.Sample(ctx, d.batch, "hoa")
		_, imported := d.Import(ctx, d.batch, fileOf(t, 20), "lan")
		_, previewed := d.Preview(ctx, d.batch, fileOf(t, 20))
		for name, err := range map[string]error{
			"put": put, "a new number": fresh, "second": second, "open": opened, "sample": sampled, "import": imported, "preview": previewed,
		} {
			if !errors.Is(err, ErrClosed) {
				t.Errorf("%s: got %v, want %v", name, err, ErrClosed)
			}
		}
		if f := d.must(d.put(Draft{Serial: 1, Keys: answers(1), By: "lan"})); len(f.Entry(1).Versions) != 1 {
			t.Error("what is entered and sent again is entered twice")
		}
	})
}

func TestABatchThatIsNotReadyIsNotClosed(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 20)
		if _, err := d.close(); !errors.Is(err, ErrUnopened) {
			t.Errorf("an unopened box: %v", err)
		}
		d.open(3, 0)
		d.enter(1, 2)
		var unbalanced *Unbalanced
		if _, err := d.close(); !errors.As(err, &unbalanced) || *unbalanced != (Unbalanced{2, 3}) {
			t.Errorf("a form is missing: %v", err)
		}
		d.enter(3, 4)
		if _, err := d.close(); !errors.As(err, &unbalanced) || *unbalanced != (Unbalanced{4, 3}) {
			t.Errorf("a form too many: %v", err)
		}
		d.open(4, 0)
		var unfinished *Unfinished
		if _, err := d.close(); !errors.As(err, &unfinished) || unfinished.Work.Undrawn != 4 {
			t.Errorf("nothing drawn: %v", err)
		}
		d.finish()
		d.locked[today] = true
		if _, err := d.close(); !errors.Is(err, ErrLocked) || d.look().Closing != nil {
			t.Errorf("a final period: %v", err)
		}
		d.locked[today] = false
		c, err := store.Campaigns.Get(t.Context(), s, "quy-4")
		if err != nil {
			t.Fatal(err)
		}
		closes := today - 1
		c.Closes = &closes
		if err := store.Campaigns.Replace(t.Context(), s, "quy-4", c); err != nil {
			t.Fatal(err)
		}
		var bad *BadMinutes
		if _, err := d.close(); !errors.As(err, &bad) || bad.What != "day" {
			t.Errorf("a campaign that ended before the box was opened: %v", err)
		}
		if n := len(d.stored()); n > 0 {
			t.Errorf("%d responses of a batch that is not closed", n)
		}
	})
}

func TestAnEmptyBoxIsClosedWithoutAResponse(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 20)
		d.open(0, 5)
		f := d.must(d.close())
		if b := f.Balance(); f.Closed == nil || b.NotReturned != 15 || len(d.stored()) != 0 {
			t.Errorf("balance %+v", b)
		}
	})
}

func TestAPeriodThatBecomesFinalStopsAClosing(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := ready(t, i, s)
		m := &mortal{Store: s, left: 1 << 20}
		m.left = 4 // the decision is written, nothing is inserted
		if _, err := d.over(m, m).Close(t.Context(), d.batch, "hoa"); !errors.Is(err, errKilled) || d.look().Closing == nil || len(d.stored()) > 0 {
			t.Fatalf("not killed between decision and responses: %v", err)
		}
		d.locked[today] = true
		if _, err := d.close(); !errors.Is(err, ErrLocked) || len(d.stored()) != 0 {
			t.Errorf("%d responses in a final period (%v)", len(d.stored()), err)
		}
		d.locked[today] = false
		if d.must(d.close()); len(d.stored()) != 12 {
			t.Errorf("%d responses, want 12", len(d.stored()))
		}
	})
}

func TestNobodyWithoutTheSecretLeadsFromANumberToItsResponse(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := ready(t, i, s)
		f := d.must(d.close())
		stored := d.stored()
		for serial := 1; serial <= 12; serial++ {
			r := stored[fmt.Sprintf("phiếu %d", serial)]
			if r.ID != survey.IDOf("quy-4", responseKey(f.secret, d.batch, serial)) {
				t.Errorf("number %d: the id does not come from the secret", serial)
			}
			for _, guess := range []string{fmt.Sprint(serial), fmt.Sprintf("%s/%04d", d.batch, serial), responseKey(nil, d.batch, serial), responseKey(make([]byte, secretSize), d.batch, serial)} {
				if r.ID == survey.IDOf("quy-4", guess) {
					t.Errorf("number %d: the id comes from %q", serial, guess)
				}
			}
		}
		// What is handed to the store is in no order of the numbers.
		list := f.responses("xa")
		orders := map[string]bool{}
		for n := range 20 {
			f.secret = []byte(fmt.Sprint("secret", n))
			var order []string
			for _, r := range f.responses("xa") {
				order = append(order, r.Comment)
			}
			orders[strings.Join(order, ",")] = true
		}
		if len(orders) != 20 || !slices.IsSortedFunc(list, func(a, b survey.Response) int { return strings.Compare(a.ID.String(), b.ID.String()) }) {
			t.Errorf("%d orders of 20", len(orders))
		}
	})
}
