package report

import (
	"slices"

	"hailong/internal/index"
)

// Extremes returns the criteria with the highest and with the lowest index, up to
// n of each, best and worst first. Criteria with fewer than index.FewLimit valid
// answers are in neither, nor is one in both.
func (r *Report) Extremes(n int) (best, worst []index.Question) {
	var list []index.Question
	for _, q := range r.Index.Criteria {
		if q.Valid >= index.FewLimit {
			list = append(list, q)
		}
	}
	slices.SortStableFunc(list, func(a, b index.Question) int { return rank(a.Figure, b.Figure) })
	n = min(n, len(list)/2)
	best = slices.Clone(list[:n])
	worst = slices.Clone(list[len(list)-n:])
	slices.Reverse(worst)
	return best, worst
}
