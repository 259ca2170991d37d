package tally

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

func TestSubtractingTakesBackWhatWasAdded(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := of(t, m, drawnPile(m).Draw(t, "a")), of(t, m, drawnPile(m).Draw(t, "b"))
		sum := merged(t, a, b)
		if err := sum.Subtract(b); err != nil || !sum.Equal(a) {
			t.Fatalf("(a+b)-b is not a (%v)", err)
		}
		if err := sum.Subtract(a); err != nil || !sum.Equal(New(m)) {
			t.Fatalf("a-a is not nothing (%v)", err)
		}
	})
}

func TestMoreThanThereIsCannotBeSubtracted(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		pile, other := drawnPile(m).Draw(t, "a"), drawnPile(m).Draw(t, "b")
		a, before, b := of(t, m, pile), of(t, m, pile), of(t, m, other)
		err := a.Subtract(b)
		if errors.Is(err, ErrMore) && !a.Equal(before) {
			t.Fatal("a refused subtraction changed something")
		}
		if err == nil && !merged(t, a, b).Equal(before) {
			t.Fatal("(a-b)+b is not a")
		}
		if len(other) > len(pile) && !errors.Is(err, ErrMore) {
			t.Fatalf("%d responses are taken from %d: %v", len(other), len(pile), err)
		}
	})
	// As many responses, but not these.
	if err := of(t, m, sheets[:1]).Subtract(of(t, m, sheets[1:2])); !errors.Is(err, ErrMore) {
		t.Errorf("other answers are subtracted: %v", err)
	}
}

func TestNothingOfAnotherTemplateIsSubtracted(t *testing.T) {
	mine, other := sample(1), sample(2)
	c := of(t, mine, sheets)
	if err := c.Subtract(New(other)); !errors.Is(err, ErrTemplate) || !c.Equal(of(t, mine, sheets)) {
		t.Errorf("subtracting another version: %v, want ErrTemplate", err)
	}
	byPlace, theirs := By(mine, Place), By(other, Place)
	count(t, responses(mine), mine, byPlace)
	count(t, responses(other), other, theirs)
	if err := byPlace.Subtract(theirs); !errors.Is(err, ErrTemplate) {
		t.Errorf("subtracting the parts of another version: %v, want ErrTemplate", err)
	}
}

// placed draws responses at a few places.
func placed(m *survey.Template) *rapid.Generator[[]survey.Response] {
	return rapid.Custom(func(t *rapid.T) []survey.Response {
		var list []survey.Response
		for _, a := range drawnPile(m).Draw(t, "answers") {
			list = append(list, survey.Response{
				Template: m.Ref(), Campaign: "quy-4", Place: rapid.SampledFrom([]string{"trung-tam", "vinh-hoa", "hong-du"}).Draw(t, "place"), Answers: a,
			})
		}
		return list
	})
}

func split(f fataler, m *survey.Template, list []survey.Response) *Split {
	f.Helper()
	s := By(m, Place)
	for i := range list {
		if err := s.Add(&list[i]); err != nil {
			f.Fatal(err)
		}
	}
	return s
}

func equalParts(a, b *Split) bool {
	if len(a.parts) != len(b.parts) {
		return false
	}
	for key, c := range a.parts {
		if d, ok := b.parts[key]; !ok || !c.Equal(d) {
			return false
		}
	}
	return true
}

func TestSubtractingASplitLeavesThatOfTheRest(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := placed(m).Draw(t, "a"), placed(m).Draw(t, "b")
		s := split(t, m, slices.Concat(a, b))
		if err := s.Subtract(split(t, m, b)); err != nil || !equalParts(s, split(t, m, a)) {
			t.Fatalf("the parts of (a+b)-b are not those of a (%v)", err)
		}
	})
}

func TestARefusedSplitIsLeftAsItWas(t *testing.T) {
	m := sample(1)
	list := responses(m)
	away := slices.Clone(list)
	away[3].Place = "hong-du"
	for name, take := range map[string][]survey.Response{
		"a part that is not there": away,
		"more than a part holds":   append(slices.Clone(list), list[3]),
	} {
		s := split(t, m, list)
		if err := s.Subtract(split(t, m, take)); !errors.Is(err, ErrMore) {
			t.Errorf("%s: %v, want ErrMore", name, err)
		}
		if !equalParts(s, split(t, m, list)) {
			t.Errorf("%s: something was subtracted", name)
		}
	}
}

func TestAnEmptyPartTakesNothing(t *testing.T) {
	m := sample(1)
	s, none := split(t, m, responses(m)), By(m, Place)
	if err := none.merge("hong-du", New(m)); err != nil {
		t.Fatal(err)
	}
	if err := s.Subtract(none); err != nil || !equalParts(s, split(t, m, responses(m))) {
		t.Errorf("nothing was subtracted, and: %v", err)
	}
}
