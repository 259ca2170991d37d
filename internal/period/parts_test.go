package period

import "testing"

func TestThePartsTileTheWhole(t *testing.T) {
	for _, scheme := range Schemes {
		for _, name := range []string{"2026", "2026-H1", "2026-H2"} {
			p := must(t, name)
			parts := p.Parts()
			if len(parts) != 2 || parts[0].Next() != parts[1] {
				t.Fatalf("%s has the parts %v", p, parts)
			}
			from, to := p.Dates(scheme)
			first, _ := parts[0].Dates(scheme)
			_, last := parts[1].Dates(scheme)
			if first != from || last != to {
				t.Errorf("%s in scheme %s is %s..%s, its parts %s..%s", p, scheme, from, to, first, last)
			}
		}
	}
	if parts := must(t, "2026-Q4").Parts(); parts != nil {
		t.Errorf("a quarter has the parts %v", parts)
	}
}
