package report

import (
	"context"
	"fmt"
)

// Outline returns the report of a request without counting anything: what it is
// about, its scope and its template, and what is excluded, for the exports. Its
// errors are those of Compile.
func Outline(ctx context.Context, src Source, q Request) (*Report, error) {
	r, _, err := find(ctx, src, q)
	if err != nil {
		return nil, fmt.Errorf("outline of %.60q: %w", q.Campaign, err)
	}
	return r, nil
}
