package index

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestAChangeIsWhatAReaderSubtracts(t *testing.T) {
	for _, c := range []struct {
		now, before        Decimal
		plain, comma, size string
	}{
		{Percent(84, 100), Percent(80, 100), "4.00", "+4,00", "4.00"},
		{Percent(80, 100), Percent(84, 100), "-4.00", "-4,00", "4.00"},
		{Percent(1, 3), Percent(1, 3), "0.00", "0,00", "0.00"},
		{Percent(2, 3), Percent(1, 3), "33.34", "+33,34", "33.34"},
		{Percent(1, 2000), Percent(0, 5), "0.05", "+0,05", "0.05"},
		{Percent(0, 5), Percent(1, 2000), "-0.05", "-0,05", "0.05"},
		{Percent(0, 0), Percent(1, 2), "—", "—", "—"},
		{Percent(1, 2), Percent(0, 0), "—", "—", "—"},
	} {
		got := c.now.Since(c.before)
		if got.String() != c.plain || got.Comma() != c.comma || got.Size().String() != c.size {
			t.Errorf("%s since %s is %s, %s, %s, want %s, %s, %s", c.now, c.before, got, got.Comma(), got.Size(), c.plain, c.comma, c.size)
		}
	}
}

func TestEveryChangeLeadsBackToTheFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.Int64Range(1, 1000).Draw(t, "whole")
		now := Percent(rapid.Int64Range(0, whole).Draw(t, "now"), whole)
		before := Percent(rapid.Int64Range(0, whole).Draw(t, "before"), whole)
		change := now.Since(before)
		f, err := strconv.ParseFloat(change.String(), 64)
		if err != nil || !change.Exists() || (f > 0) != (change.Sign() > 0) || (f < 0) != (change.Sign() < 0) {
			t.Fatalf("%s since %s is %q, sign %d", now, before, change, change.Sign())
		}
		if got := before.Since(now).Size(); got != change.Size() {
			t.Fatalf("there %s, back %s", change.Size(), got)
		}
	})
}
