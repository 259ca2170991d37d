package tally

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestCountsThatWereFrozenThawToTheSame(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		c := of(t, m, drawnPile(m).Draw(t, "pile"))
		b, err := json.Marshal(c.Freeze())
		if err != nil {
			t.Fatal(err)
		}
		var f Frozen
		if err := json.Unmarshal(b, &f); err != nil {
			t.Fatal(err)
		}
		back, err := Thaw(m, f)
		if err != nil || !back.Equal(c) {
			t.Fatalf("thawed %v, %v; want %v", back, err, c)
		}
	})
}

func TestImpossibleCountsAreNotThawed(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		f := of(t, m, drawnPile(m).Draw(t, "pile")).Freeze()
		switch rapid.IntRange(0, 5).Draw(t, "fault") {
		case 0:
			f.Counts[rapid.IntRange(0, len(f.Counts)-1).Draw(t, "at")]++
		case 1:
			f.Counts = slices.Delete(f.Counts, 0, 1)
		case 2:
			f.Responses++
		case 3:
			f.Template.Version++
		case 4:
			f.Ticked = append(f.Ticked, 0)
		case 5:
			f.Ticked[0] = f.Responses + 1
		}
		if _, err := Thaw(m, f); !errors.Is(err, ErrTemplate) {
			t.Fatalf("thawed: %v", err)
		}
	})
}
