package press_test

import (
	"testing"

	"hailong/internal/period"
	"hailong/internal/press"
)

func TestTheAddressOfAResultNamesItsCampaign(t *testing.T) {
	p, err := period.Parse("2026-Q4")
	if err != nil {
		t.Fatal(err)
	}
	for edition, want := range map[int]string{
		0: "/results/ninh-giang/2026-Q4?campaign=quy-iv-nam-2026",
		1: "/results/ninh-giang/2026-Q4?campaign=quy-iv-nam-2026&edition=1",
		2: "/results/ninh-giang/2026-Q4?campaign=quy-iv-nam-2026&edition=2",
	} {
		if got := press.ResultPath("ninh-giang", "quy-iv-nam-2026", p, edition).String(); got != want {
			t.Errorf("edition %d: got %s, want %s", edition, got, want)
		}
	}
	if got := press.ResultPath("a/b", "x&y=z", p, 0).String(); got != "/results/a/b/2026-Q4?campaign=x%26y%3Dz" {
		t.Errorf("a campaign with signs: %s", got)
	}
}
