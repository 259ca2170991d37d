package intake

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"hailong/internal/catalog"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

// issue returns a key of the form's.
func issue(t testing.TB, d *Desk, f *Form) string {
	t.Helper()
	k, err := d.Key(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func TestAnIssuedKeyIsGoodForTwelveHoursAndNoCodeButItsOwn(t *testing.T) {
	d, _, at := newDesk(t)
	k := issue(t, d, form(t, d, "Q1"))
	if len(k) != formKeyLen || !ValidKey(k) || !strings.HasPrefix(k, keyPrefix) || k == issue(t, d, form(t, d, "Q1")) {
		t.Errorf("issued %q", k)
	}
	start := at.now()
	for _, c := range []struct {
		after time.Duration
		code  string
		want  error
	}{
		{0, "Q1", nil},
		{0, "Q2", ErrStaleKey},
		{0, "q1", ErrStaleKey}, // Form has the code as it is stored
		{0, "", ErrStaleKey},
		{keyLife, "Q1", nil},
		{keyLife + time.Second, "Q1", ErrStaleKey},
		{-keySkew, "Q1", nil},
		{-keySkew - time.Second, "Q1", ErrStaleKey},
	} {
		at.mu.Lock()
		at.at = start.Add(c.after)
		at.mu.Unlock()
		issued, err := d.mint.judge(t.Context(), k, c.code)
		if !errors.Is(err, c.want) || err == nil && !issued.Equal(start.Truncate(time.Second)) {
			t.Errorf("after %v for %q: issued %v, %v; want %v", c.after, c.code, issued, err, c.want)
		}
	}
}

func TestAKeyWithAnyByteChangedIsForged(t *testing.T) {
	d, _, _ := newDesk(t)
	b, ok := decodeKey(issue(t, d, form(t, d, "Q1")))
	if !ok {
		t.Fatal("our own key is not of our form")
	}
	for i := range b {
		for _, bit := range []byte{1, 0x80} {
			forged := b
			forged[i] ^= bit
			if _, err := d.mint.judge(t.Context(), keyPrefix+keyText.EncodeToString(forged[:]), "Q1"); !errors.Is(err, ErrStaleKey) {
				t.Errorf("byte %d changed: %v", i, err)
			}
		}
	}
}

func TestAKeyThatIsNotOfOurFormIsSomebodyElses(t *testing.T) {
	d, _, _ := newDesk(t)
	ours := issue(t, d, form(t, d, "Q1"))
	for _, k := range []string{
		"123e4567-e89b-12d3-a456-426614174000", NewKey(), key, ours[:len(ours)-1], ours + "A",
		"f2-" + ours[3:], ours[:20] + "\n" + ours[21:], ours[:20] + "=" + ours[21:], "", strings.Repeat("f1-", 17),
	} {
		_, err := d.mint.judge(t.Context(), k, "Q1")
		if want := errForeignKey; len(k) == formKeyLen && k[:3] == keyPrefix && ValidKey(k) {
			if !errors.Is(err, ErrStaleKey) { // nonsense in our clothes
				t.Errorf("%q: %v", k, err)
			}
		} else if !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", k, err, want)
		}
	}
}

func TestOfManyInstancesOneMakesTheSecretAndAllKnowItsKeys(t *testing.T) {
	d, s, at := newDesk(t)
	c, err := catalog.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	desks := []*Desk{d}
	for range 15 {
		desks = append(desks, NewDesk(s, c, d.queue, at.now))
	}
	f := form(t, d, "Q1")
	keys := make([]string, len(desks))
	var wait sync.WaitGroup
	for i, one := range desks {
		wait.Go(func() { keys[i] = issue(t, one, f) })
	}
	wait.Wait()
	for i, k := range keys {
		if _, err := desks[(i+1)%len(desks)].mint.judge(t.Context(), k, "Q1"); err != nil {
			t.Errorf("a key of instance %d: %v", i, err)
		}
	}
}

func TestASecretOfAnotherSizeIsRefused(t *testing.T) {
	d, s, _ := newDesk(t)
	put(t, s, secrets, secretID, secret{[]byte("short")})
	if k, err := d.Key(t.Context(), form(t, d, "Q1")); err == nil {
		t.Errorf("issued %q", k)
	}
}

func TestAnExpiredSheetIsStoredWithTheFreshKeyOrWasStoredBefore(t *testing.T) {
	d, s, at := newDesk(t)
	f := form(t, d, "Q1")
	before, unsent := issue(t, d, f), issue(t, d, f)
	first, err := d.Submit(t.Context(), f, entry(before, map[string][]string{"HL0": {"5"}}))
	if err != nil {
		t.Fatal(err)
	}
	at.move(keyLife + time.Minute)
	for _, marks := range []map[string][]string{{"HL0": {"5"}}, nil} { // faulty or not
		again, err := d.Submit(t.Context(), f, entry(before, marks))
		if err != nil || again.Fresh || again.Receipt != first.Receipt {
			t.Errorf("what was stored: %+v, %v", again, err)
		}
	}
	_, err = d.Submit(t.Context(), f, entry(unsent, map[string][]string{"HL0": {"4"}}))
	if !errors.Is(err, ErrStaleKey) || errors.As(err, new(*survey.Invalid)) {
		t.Errorf("what was not: %v", err)
	}
	if _, err = d.Submit(t.Context(), f, entry(unsent, nil)); !errors.Is(err, ErrStaleKey) || !errors.As(err, new(*survey.Invalid)) {
		t.Errorf("what was not and has faults: %v, want both at once", err)
	}
	fresh, err := d.Renew(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	if flags, err := d.mark(t.Context(), f, fresh); err != nil || flags != 0 {
		t.Errorf("a renewed key: %v, %v; the person has read the form", flags, err)
	}
	if a, err := d.Submit(t.Context(), f, entry(fresh, map[string][]string{"HL0": {"4"}})); err != nil || !a.Fresh {
		t.Errorf("with a fresh key: %+v, %v", a, err)
	}
	if n := len(stored(t, s)); n != 2 {
		t.Errorf("%d responses stored, want 2", n)
	}
}

func TestNothingStoredTellsWhenAFormWasOpened(t *testing.T) {
	d, s, at := newDesk(t)
	f := form(t, d, "Q1")
	k := issue(t, d, f)
	if _, err := d.Submit(t.Context(), f, entry(k, map[string][]string{"HL0": {"5"}})); err != nil {
		t.Fatal(err)
	}
	var second [4]byte
	binary.BigEndian.PutUint32(second[:], uint32(at.now().Unix()))
	for id := range stored(t, s) {
		if strings.Contains(string(id[:]), string(second[:])) {
			t.Error("the response's id holds the second")
		}
	}
	kinds, err := s.Kinds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range kinds {
		for r, err := range s.List(t.Context(), kind) {
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(r.Value), k) {
				t.Errorf("%s holds the key", kind)
			}
		}
	}
}

func FuzzDecodeKey(f *testing.F) {
	for _, seed := range []string{"", key, keyPrefix, keyPrefix + strings.Repeat("A", 48), keyPrefix + strings.Repeat("_", 48), keyPrefix + strings.Repeat("\n", 48), strings.Repeat("é", 26)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b, ok := decodeKey(text)
		if !ok {
			return
		}
		if back := keyPrefix + base64.RawURLEncoding.EncodeToString(b[:]); back != text {
			t.Errorf("%q is read as what is written %q: two keys for one", text, back)
		}
		if !ValidKey(text) {
			t.Errorf("%q is of our form and no key", text)
		}
	})
}
