package tally

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

func responses(m *survey.Template) []survey.Response {
	list := make([]survey.Response, len(sheets))
	for i := range sheets {
		list[i] = survey.Response{
			Template: m.Ref(), Campaign: "quy-4", Place: "trung-tam", Channel: survey.ChannelQR, Answers: sheets[i],
		}
	}
	list[1].Channel, list[1].Field = survey.ChannelPaper, "HOTICH"
	list[3].Place = "vinh-hoa"
	return list
}

func TestAStreamIsCountedAndSplitInOnePass(t *testing.T) {
	m := sample(1)
	list := responses(m)
	byChannel, byPlace, byField := By(m, Channel), By(m, Place), By(m, Field)
	c := count(t, list, m, byChannel, byPlace, byField)
	if !c.Equal(of(t, m, sheets)) {
		t.Error("the stream is not counted as its responses")
	}
	for _, want := range []struct {
		split *Split
		part  string
		cells []survey.Answers
	}{
		{byChannel, "qr", []survey.Answers{sheets[0], sheets[2], sheets[3]}},
		{byChannel, "paper", sheets[1:2]},
		{byPlace, "trung-tam", sheets[:3]},
		{byPlace, "vinh-hoa", sheets[3:]},
		{byField, "HOTICH", sheets[1:2]},
		{byField, "", []survey.Answers{sheets[0], sheets[2], sheets[3]}},
	} {
		got := want.split.Parts()[want.part]
		if got == nil || !got.Equal(of(t, m, want.cells)) {
			t.Errorf("part %q is not the tally of its responses", want.part)
		}
		if n := len(want.split.Parts()); n != 2 {
			t.Errorf("%d parts, want 2", n)
		}
	}
}

func TestTheLastFewAreNotLostWhenAStreamIsEmptyOrShort(t *testing.T) {
	m := sample(1)
	byPlace := By(m, Place)
	if c := count(t, nil, m, byPlace); c.Responses != 0 || len(byPlace.Parts()) != 0 {
		t.Errorf("an empty stream gives %d responses in %d parts", c.Responses, len(byPlace.Parts()))
	}
	if c := count(t, responses(m)[:1], m); c.Responses != 1 {
		t.Errorf("a stream of one gives %d responses", c.Responses)
	}
}

func TestAResponseToAnotherVersionIsNamed(t *testing.T) {
	m := sample(1)
	for i := range sheets {
		list := responses(m)
		list[i].Template.Version = 2
		c, err := Count(context.Background(), stream(list, nil), m)
		if c != nil || !errors.Is(err, ErrTemplate) {
			t.Fatalf("response %d of version 2: tally %v, error %v, want ErrTemplate", i, c, err)
		}
		for _, word := range []string{"mau@2", "mau@1", "quy-4"} {
			if !strings.Contains(err.Error(), word) {
				t.Errorf("error %q does not name %s", err, word)
			}
		}
	}
}

func TestAResponseThatDoesNotFitMakesNoPart(t *testing.T) {
	m := sample(1)
	bad := responses(m)[0]
	bad.Answers = bad.Answers[1:]
	s := By(m, Place)
	if err := s.Add(&bad); !errors.Is(err, ErrTemplate) || len(s.Parts()) != 0 {
		t.Errorf("%d parts, error %v, want none and ErrTemplate", len(s.Parts()), err)
	}
	if _, err := Count(context.Background(), stream([]survey.Response{bad}, nil), m); !errors.Is(err, ErrTemplate) {
		t.Errorf("Count: %v, want ErrTemplate", err)
	}
}

func TestAnErrorOfTheStreamIsNotATally(t *testing.T) {
	m := sample(1)
	c, err := Count(context.Background(), stream(responses(m), survey.ErrUnavailable), m, By(m, Place))
	if c != nil || !errors.Is(err, survey.ErrUnavailable) {
		t.Errorf("tally %v, error %v, want none and ErrUnavailable", c, err)
	}
}

func TestCountingStopsWithItsContext(t *testing.T) {
	m := sample(1)
	ctx, cancel := context.WithCancel(context.Background())
	steps := 0
	endless := func(yield func(*survey.Response, error) bool) {
		r := responses(m)[0]
		for yield(&r, nil) {
			if steps++; steps == 1000 {
				cancel()
			}
		}
	}
	if c, err := Count(ctx, endless, m); c != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("tally %v, error %v, want none and Canceled", c, err)
	}
	if steps != 1000 {
		t.Errorf("stopped after %d responses, want 1000", steps)
	}
}

func TestThePartsOfASplitAreTheWhole(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		var list []survey.Response
		for _, a := range drawnPile(m).Draw(t, "pile") {
			place := rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "place")
			list = append(list, survey.Response{Template: m.Ref(), Place: place, Answers: a})
		}
		byPlace := By(m, Place)
		whole, err := Count(context.Background(), stream(list, nil), m, byPlace)
		if err != nil {
			t.Fatal(err)
		}
		sum := New(m)
		for place, part := range byPlace.Parts() {
			alone := slices.DeleteFunc(slices.Clone(list), func(r survey.Response) bool { return r.Place != place })
			if int(part.Responses) != len(alone) {
				t.Fatalf("part %q has %d responses, want %d", place, part.Responses, len(alone))
			}
			if err := sum.Merge(part); err != nil {
				t.Fatal(err)
			}
		}
		if !sum.Equal(whole) {
			t.Fatal("the parts do not add up to the whole")
		}
	})
}
