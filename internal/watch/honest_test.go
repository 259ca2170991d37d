package watch

import (
	"fmt"
	"testing"

	"hailong/internal/survey"
)

func TestAnHonestPlaceIsBotheredOnTwoDaysOfAHundredAtMost(t *testing.T) {
	for _, c := range []struct {
		code        string
		size, weeks int
	}{{"short", 10, 500}, {"full", 10, 500}, {"short", 60, 500}, {"full", 60, 500}, {"short", 300, 100}, {"full", 300, 100}} {
		t.Run(fmt.Sprint(c.code, c.size), func(t *testing.T) {
			weeks := c.weeks
			if testing.Short() {
				weeks /= 2
			} else {
				t.Parallel()
			}
			days, odd := 0, 0
			kinds := make(map[string]int)
			for seed := range uint64(10) {
				o, d := newOffice(c.code, c.size, weeks/10, seed+1, desk), NewDiary("dot", questionnaires)
				for i, rows := range o.days {
					if len(rows) == 0 {
						continue
					}
					_, alerts := see(d, first+survey.Date(i), rows)
					if days++; len(alerts) > 0 {
						odd++
					}
					for _, a := range alerts {
						kinds[fmt.Sprint(a.Kind, "/", a.Days)]++
					}
				}
			}
			t.Logf("%d of %d days, %.2f %%: %v", odd, days, 100*float64(odd)/float64(days), kinds)
			if 100*odd > 2*days {
				t.Errorf("%d of %d honest days have an alert, want 2 of 100: %v", odd, days, kinds)
			}
		})
	}
}
