package contact

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

func TestARequestIsKeptAsItWasMeant(t *testing.T) {
	everywhere(t, func(o *office) {
		f := form(1)
		f.Name, f.Phone, f.Email = "  Nguyễn\x00 Thị\n Lan ", "+84 (0)912-345.678", " lan@example.vn "
		f.Message = "Tôi chờ\r\nđã ba tuần \u202e "
		r, err := o.Submit(o.Context(), f)
		o.must(err)
		want := Request{r.ID, "ninh-giang", "Nguyễn Thị Lan", "0912345678", "lan@example.vn", "Tôi chờ\nđã ba tuần", Consent{true, "2026-11"}, november(23)}
		if r != want {
			o.Errorf("kept %+v, want %+v", r, want)
		}
		found, err := o.Find(o.Context(), r.ID)
		if err != nil || found.Request != want || found.Reply != nil || found.Due != november(23)+ReplyDays {
			o.Errorf("found %+v, %v", found, err)
		}
	})
}

func TestABadFormSaysEverythingThatIsWrongWithIt(t *testing.T) {
	everywhere(t, func(o *office) {
		for want, change := range map[string]func(*Form){
			"unit":       func(f *Form) { f.Unit = "khong-co" },
			"key":        func(f *Form) { f.Key = "short" },
			"key ":       func(f *Form) { f.Key = strings.Repeat("k", maxKey+1) },
			"key  ":      func(f *Form) { f.Key = "0123456789abcde/" },
			"name":       func(f *Form) { f.Name = strings.Repeat("ả", MaxName+1) },
			"contact":    func(f *Form) { f.Phone = " " },
			"phone":      func(f *Form) { f.Phone = "113" },
			"phone ":     func(f *Form) { f.Phone, f.Email = "0112345678", "lan@example.vn" },
			"email":      func(f *Form) { f.Email = "lan" },
			"message":    func(f *Form) { f.Message = " \u200b\n" },
			"message ":   func(f *Form) { f.Message = strings.Repeat("ả", MaxMessage+1) },
			"consent":    func(f *Form) { f.Consent.Given = false },
			"consent ":   func(f *Form) { f.Consent.Text = "" },
			"consent  ":  func(f *Form) { f.Consent.Text = strings.Repeat("v", maxVersion+1) },
			"key, phone": func(f *Form) { f.Key, f.Phone = "", "1" },
			"key, contact, message, consent": func(f *Form) {
				*f = Form{Unit: f.Unit}
			},
		} {
			f := form(1)
			change(&f)
			var bad *BadRequest
			_, err := o.Submit(o.Context(), f)
			if !errors.As(err, &bad) || strings.Join(bad.Parts, ", ") != strings.TrimSpace(want) {
				o.Errorf("%s: %v", want, err)
				continue
			}
			if !bad.Has(bad.Parts[0]) || bad.Has("nothing") {
				o.Errorf("%v does not know its parts", bad)
			}
			if f.Message != "" && strings.Contains(err.Error(), f.Message) {
				o.Errorf("the error holds what was typed: %v", err)
			}
		}
		if n := o.left(string(requests)) + o.left(string(slots)); n != 0 {
			o.Errorf("%d records were kept", n)
		}
	})
}

func TestTheLimitsThemselvesAreAllowed(t *testing.T) {
	everywhere(t, func(o *office) {
		f := form(1)
		f.Key, f.Name, f.Message = strings.Repeat("K", maxKey), strings.Repeat("ả", MaxName), strings.Repeat("ả", MaxMessage)
		if _, err := o.Submit(o.Context(), f); err != nil {
			o.Error(err)
		}
		f = form(2)
		f.Name, f.Phone, f.Email = "", "", "lan@example.vn"
		if _, err := o.Submit(o.Context(), f); err != nil {
			o.Errorf("without a name: %v", err)
		}
	})
}

func TestADoubleTapIsOneRequest(t *testing.T) {
	everywhere(t, func(o *office) {
		var wait sync.WaitGroup
		ids := make([]string, 8)
		for i := range ids {
			wait.Go(func() {
				f := form(1)
				f.Message = fmt.Sprint("Lần ", i) // a browser may send other text
				r, err := o.Submit(o.Context(), f)
				if err != nil {
					o.Error(err)
				}
				ids[i] = r.ID + r.Message
			})
		}
		wait.Wait()
		if slices.Sort(ids); ids[0] != ids[7] || o.left(string(requests)) != 1 {
			o.Errorf("%d requests: %q", o.left(string(requests)), ids)
		}
		again := o.submitted(1)
		if again.ID+again.Message != ids[0] || o.left(string(requests)) != 1 {
			o.Errorf("sent again, it is %+v", again)
		}
		other := form(1)
		other.Unit = "tan-huong"
		if r, err := o.Submit(o.Context(), other); err != nil || r.ID == again.ID {
			o.Errorf("another commune gets the same request: %v, %v", r, err)
		}
	})
}

func TestADayTakesOnlySoManyRequests(t *testing.T) {
	o := newOffice(t, embedded(t))
	var wait sync.WaitGroup
	var mu sync.Mutex
	kept, full := 0, 0
	for worker := range 8 {
		wait.Go(func() {
			for n := worker; n < MaxPerDay+40; n += 8 {
				_, err := o.Submit(o.Context(), form(n))
				mu.Lock()
				switch {
				case err == nil:
					kept++
				case errors.Is(err, ErrFull):
					full++
				default:
					o.Error(err)
				}
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	if kept != MaxPerDay || full != 40 || o.left(string(requests)) != MaxPerDay {
		t.Errorf("%d kept and %d refused, want %d and 40", kept, full, MaxPerDay)
	}
	other := form(1)
	other.Unit = "tan-huong"
	if _, err := o.Submit(t.Context(), other); err != nil {
		t.Errorf("another commune: %v", err)
	}
	list, err := o.List(t.Context(), "ninh-giang")
	o.must(err)
	if r, err := o.Submit(t.Context(), Form{Unit: "ninh-giang", Key: keyOf(t, list[0].Request), Phone: "0912345678", Message: "lại", Consent: Consent{true, "1"}}); err != nil || r != list[0].Request {
		t.Errorf("a request that was kept is refused when it comes again: %v", err)
	}
	o.turn(1)
	if _, err := o.Submit(t.Context(), form(1000)); err != nil {
		t.Errorf("the next day: %v", err)
	}
}

// keyOf finds the key of a request of the tests.
func keyOf(t *testing.T, r Request) string {
	t.Helper()
	for n := range MaxPerDay + 40 {
		if f := form(n); digest("request", f.Unit, f.Key) == r.ID {
			return f.Key
		}
	}
	t.Fatal("no such request")
	return ""
}

func TestARequestSharesNothingWithAResponse(t *testing.T) {
	everywhere(t, func(o *office) {
		f := form(1)
		r := o.submitted(1)
		response := survey.IDOf("quy-4", f.Key)
		for _, kind := range []store.Kind[any]{"contacts", "contact-slots"} {
			for record, err := range o.store.List(o.Context(), string(kind)) {
				o.must(err)
				text := record.ID + string(record.Value)
				for name, secret := range map[string]string{"the key": f.Key, "the id of a response": response.String(), "an hour": ":00"} {
					if strings.Contains(text, secret) {
						o.Errorf("%s holds %s: %s", kind, name, text)
					}
				}
				if kind == "contact-slots" && strings.Contains(text, r.ID) {
					o.Errorf("a place says whose it is: %s", text)
				}
			}
		}
	})
}

func TestTheFirstAnswerStands(t *testing.T) {
	everywhere(t, func(o *office) {
		r := o.submitted(1)
		o.turn(2)
		for range 2 { // a double tap
			o.must(o.Reply(o.Context(), r.ID, "minh", " Đã gọi lại\x00 "))
		}
		for name, reply := range map[string][2]string{"another person": {"hoa", "Đã gọi lại"}, "another note": {"minh", "Đã viết thư"}} {
			if err := o.Reply(o.Context(), r.ID, reply[0], reply[1]); !errors.Is(err, ErrAnswered) {
				o.Errorf("%s: %v", name, err)
			}
		}
		found, err := o.Find(o.Context(), r.ID)
		if err != nil || found.Reply == nil || *found.Reply != (Reply{r.ID, "minh", "Đã gọi lại", november(25)}) {
			o.Errorf("found %+v, %v", found.Reply, err)
		}
		for what, reply := range map[string][2]string{"by": {"", "Đã gọi"}, "note": {"minh", strings.Repeat("ả", MaxNote+1)}} {
			var bad *BadRequest
			if err := o.Reply(o.Context(), o.submitted(2).ID, reply[0], reply[1]); !errors.As(err, &bad) || !bad.Has(what) {
				o.Errorf("%s: %v", what, err)
			}
		}
		if err := o.Reply(o.Context(), "khong-co", "minh", ""); !errors.Is(err, survey.ErrNotFound) {
			o.Errorf("a request that is not there: %v", err)
		}
		if _, err := o.Find(o.Context(), "khong-co"); !errors.Is(err, survey.ErrNotFound) {
			o.Errorf("a request that is not there: %v", err)
		}
	})
}

func TestTheListBeginsWithWhatIsOpenAndOldest(t *testing.T) {
	everywhere(t, func(o *office) {
		first := o.submitted(1)
		o.turn(1)
		second := o.submitted(2)
		other := form(3)
		other.Unit = "tan-huong"
		if _, err := o.Submit(o.Context(), other); err != nil {
			o.Fatal(err)
		}
		o.turn(1)
		third := o.submitted(4)
		o.must(o.Reply(o.Context(), first.ID, "minh", ""))
		list, err := o.List(o.Context(), "ninh-giang")
		var got []string
		for _, c := range list {
			got = append(got, c.ID)
		}
		if err != nil || !slices.Equal(got, []string{second.ID, third.ID, first.ID}) || list[2].Reply == nil {
			o.Errorf("listed %v, %v", got, err)
		}
		if all, err := o.List(o.Context(), ""); err != nil || len(all) != 4 {
			o.Errorf("%d of all units, %v, want 4", len(all), err)
		}
	})
}
