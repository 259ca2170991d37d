package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/store"
	"hailong/internal/survey"
)

var directions = []struct {
	name     string
	from, to func(testing.TB) store.Store
}{
	{"embedded to embedded", embedded, embedded},
	{"embedded to MongoDB", embedded, mongo},
	{"MongoDB to embedded", mongo, embedded},
	{"MongoDB to MongoDB", mongo, mongo},
}

func TestABackupIsRestoredIntoEitherEngine(t *testing.T) {
	for _, d := range directions {
		t.Run(d.name, func(t *testing.T) {
			s, to := d.from(t), d.to(t)
			furnish(t, s, 1500)
			b, m := written(t, s, "one")
			if m.Total() != 1500 || m.Responses["a"].Count != 750 || m.Records["accounts"].Count != 40 || m.Records["sessions"].Count != 0 || m.Records["receipts"].Count != 1 {
				t.Errorf("manifest %v", m)
			}
			var stages []string
			steps := 0
			got, err := Target{Store: to,
				Begin: func(stage string, n int64) { stages = append(stages, fmt.Sprint(stage, n)) },
				Step:  func(n int) { steps += n },
			}.Restore(t.Context(), reopened(b))
			must(t, err)
			if fmt.Sprint(stages) != "[checking-1 restoring1500 comparing1500]" || steps != 4500 {
				t.Errorf("stages %v, %d steps", stages, steps)
			}
			if len(m.Differences(got)) > 0 || got.ID != "one" || !got.Made.Equal(made) {
				t.Errorf("got %+v", got)
			}
			holds(t, to, m)
			must(t, Finished(t.Context(), to))
			if _, err := to.Read(t.Context(), "sessions", "1"); !errors.Is(err, survey.ErrNotFound) {
				t.Errorf("a session was restored: %v", err)
			}
			if _, err := (Target{Store: to}).Restore(t.Context(), reopened(b)); !errors.Is(err, ErrNotEmpty) {
				t.Errorf("restored onto it again: %v", err)
			}
		})
	}
}

// Any responses and records, of bytes that no office would write, come back from
// either engine in the other. They are gathered first and stored and restored
// together: a store for every case would take minutes.
func TestWhateverIsStoredComesBack(t *testing.T) {
	texts, kinds := rapid.StringN(0, 40, 120), []string{"accounts", "audit", "voids-x"}
	records, round := map[string][]store.Record{}, 0
	var list []survey.Response
	rapid.Check(t, func(rt *rapid.T) {
		round++
		code := fmt.Sprint("c", round)
		records["campaigns"] = append(records["campaigns"], store.Record{ID: code, Value: fmt.Appendf(nil, `{"code":%q}`, code)})
		for i := range rapid.IntRange(0, 4).Draw(rt, "records") {
			kind := rapid.SampledFrom(kinds).Draw(rt, "kind")
			r := store.Record{ID: fmt.Sprint(round, i, texts.Draw(rt, "id")), Value: rapid.SliceOf(rapid.Byte()).Draw(rt, "value")}
			records[kind] = append(records[kind], r)
		}
		for i := range rapid.IntRange(0, 30).Draw(rt, "responses") {
			r := anyResponse(rt)
			r.ID, r.Flags, r.Campaign = survey.IDOf(code, fmt.Sprint(i)), r.Flags&survey.FlagsStored, code
			list = append(list, r)
		}
	})
	s, total := embedded(t), len(list)
	for kind, all := range records {
		must(t, s.(filler).ReplaceAll(t.Context(), kind, all))
	}
	insert(t, s, list)
	var from store.Store = s
	for _, opened := range []func(testing.TB) store.Store{mongo, embedded} {
		to := opened(t)
		b, m := written(t, from, "any")
		if m.Total() != int64(total) || len(m.Responses) != round {
			t.Errorf("%v, want %d responses in %d campaigns", m, total, round)
		}
		_, err := (Target{Store: to}).Restore(t.Context(), reopened(b))
		must(t, err)
		holds(t, to, m)
		from = to
	}
}

// A frail store fails after some writes.
type frail struct {
	store.Store
	writes int
}

var errCut = errors.New("cut")

func (f *frail) use() error {
	if f.writes--; f.writes < 0 {
		return errCut
	}
	return nil
}

func (f *frail) Insert(ctx context.Context, b []survey.Response) ([]bool, error) {
	if err := f.use(); err != nil {
		return nil, err
	}
	return f.Store.Insert(ctx, b)
}

func (f *frail) Create(ctx context.Context, kind, id string, v []byte) error {
	return errors.Join(f.use(), f.Store.Create(ctx, kind, id, v))
}

func (f *frail) ReplaceAll(ctx context.Context, kind string, records []store.Record) error {
	if err := f.use(); err != nil {
		return err
	}
	for _, r := range records {
		if err := f.Replace(ctx, kind, r.ID, r.Value); err != nil {
			return err
		}
	}
	return nil
}

func (f *frail) Delete(ctx context.Context, kind, id string) error {
	if err := f.use(); err != nil {
		return err
	}
	return f.Store.Delete(ctx, kind, id)
}

func TestARestoreThatIsBrokenOffAnywhereIsKnownAndGoesThrough(t *testing.T) {
	s := embedded(t)
	furnish(t, s, 1500)
	b, m := written(t, s, "one")
	other, _ := written(t, s, "two")
	broken := 0
	for writes := 1; ; writes++ {
		to := embedded(t)
		_, err := Target{Store: &frail{to, writes}}.Restore(t.Context(), reopened(b))
		if err == nil {
			break
		}
		broken++
		if !errors.Is(err, errCut) {
			t.Fatalf("after %d writes: %v", writes, err)
		}
		if err := Finished(t.Context(), to); !errors.Is(err, ErrUnfinished) || strings.Contains(err.Error(), "\n") {
			t.Errorf("after %d writes the store passes for whole: %v", writes, err)
		}
		if _, err := (Target{Store: to}).Restore(t.Context(), reopened(other)); !errors.Is(err, ErrNotEmpty) {
			t.Errorf("another backup is mixed in: %v", err)
		}
		if _, err := (Target{Store: to}).Restore(t.Context(), reopened(b)); err != nil {
			t.Errorf("again after %d writes: %v", writes, err)
		}
		must(t, Finished(t.Context(), to))
		holds(t, to, m)
	}
	if broken < 6 {
		t.Errorf("broken off at %d places only", broken)
	}
}

func TestATargetThatLosesSomethingIsNeverWhole(t *testing.T) {
	s, to := embedded(t), embedded(t)
	furnish(t, s, 100)
	b, _ := written(t, s, "one")
	_, err := Target{Store: forgetful{to}}.Restore(t.Context(), reopened(b))
	if !errors.Is(err, ErrDiffers) || !strings.Contains(err.Error(), "responses of a: 50 and 49") {
		t.Errorf("got %v", err)
	}
	if err := Finished(t.Context(), to); !errors.Is(err, ErrUnfinished) {
		t.Errorf("it passes for whole: %v", err)
	}
}

// A forgetful store loses the first of a batch.
type forgetful struct{ store.Store }

func (f forgetful) Insert(ctx context.Context, b []survey.Response) ([]bool, error) {
	return f.Store.Insert(ctx, b[1:])
}

func TestADamagedFileTouchesNoTarget(t *testing.T) {
	s, to := embedded(t), embedded(t)
	furnish(t, s, 1500)
	b, _ := written(t, s, "one")
	b[len(b)-100] ^= 1
	if _, err := (Target{Store: to}).Restore(t.Context(), reopened(b)); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
	if kinds, err := to.Kinds(t.Context()); err != nil || len(kinds) > 0 {
		t.Errorf("the target has %v (%v)", kinds, err)
	}
}

func TestAFileThatIsExchangedMeanwhileIsRefused(t *testing.T) {
	s, to := embedded(t), embedded(t)
	furnish(t, s, 10)
	one, _ := written(t, s, "one")
	two, _ := written(t, s, "two")
	files := [][]byte{one, two}
	_, err := Target{Store: to}.Restore(t.Context(), func() (io.ReadCloser, error) {
		b := files[0]
		files = files[1:]
		return io.NopCloser(bytes.NewReader(b)), nil
	})
	if err == nil || !strings.Contains(err.Error(), "another file") {
		t.Errorf("got %v", err)
	}
}
