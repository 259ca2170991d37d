package report

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A UnitPoint is what a comparison knows of one unit.
type UnitPoint struct {
	Unit survey.Unit
	Point
}

// Compare compiles a period for every unit that was asked with a questionnaire,
// in the order of their names. It ranks nobody: a place is a matter of a few
// answers. A unit that used another version than most has its point Broken.
func Compare(ctx context.Context, src Source, template string, p period.Period, totals bool) ([]UnitPoint, error) {
	campaigns := make(map[string][]survey.Campaign)
	for k, err := range store.Campaigns.All(ctx, src.Store) {
		if err != nil {
			return nil, fmt.Errorf("compare units: %w", err)
		}
		if k.Template.Code == template && countable(src, k) {
			campaigns[k.Unit] = append(campaigns[k.Unit], k)
		}
	}
	var list []UnitPoint
	for u, err := range store.Units.All(ctx, src.Store) {
		if err != nil {
			return nil, fmt.Errorf("compare units: %w", err)
		}
		found := campaigns[u.Code]
		if len(found) == 0 {
			continue
		}
		slices.SortStableFunc(found, func(a, b survey.Campaign) int { return int(b.Opens - a.Opens) })
		point, err := point(ctx, src, Request{Totals: totals}, found, p)
		if err != nil {
			return nil, fmt.Errorf("compare %s: %w", u.Code, err)
		}
		list = append(list, UnitPoint{u, point})
	}
	markOthers(list)
	names := collate.New(language.Vietnamese)
	slices.SortStableFunc(list, func(a, b UnitPoint) int {
		return names.CompareString(vietnamese(a.Unit.Name), vietnamese(b.Unit.Name))
	})
	return list, nil
}

// markOthers marks the units that were not asked as most were.
func markOthers(list []UnitPoint) {
	votes := make(map[survey.Ref]int)
	var usual survey.Ref
	for _, one := range list {
		if one.Shown() {
			votes[one.Template]++
			if votes[one.Template] > votes[usual] {
				usual = one.Template
			}
		}
	}
	for i := range list {
		list[i].Broken = list[i].Shown() && list[i].Template != usual
	}
}
