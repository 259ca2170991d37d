package report

import (
	"context"
	"errors"
	"fmt"

	"hailong/internal/store"
)

// Before compiles the period before that of a request, to compare with: of the
// same campaign or, where nobody answered it then, of another campaign of the
// unit with the same questionnaire. Without any, or where who asks may not see
// it, there is none.
func Before(ctx context.Context, src Source, q Request) (*Report, error) {
	own, err := store.Campaigns.Get(ctx, src.Store, q.Campaign)
	if err != nil {
		return nil, fmt.Errorf("period before of %.60q: %w", q.Campaign, err)
	}
	list, err := alike(ctx, src, own)
	if err != nil {
		return nil, fmt.Errorf("period before of %s: %w", own.Code, err)
	}
	q.Period = q.Period.Previous()
	for _, k := range list {
		if !ranIn(k, q.Period) {
			continue
		}
		q.Campaign = k.Code
		r, err := Compile(ctx, src, q)
		var bad *BadRequest
		switch {
		case errors.Is(err, ErrTooFew):
			return nil, nil
		case errors.As(err, &bad):
			continue
		case err != nil:
			return nil, fmt.Errorf("period before: %w", err)
		case r.Index.Responses > 0:
			return r, nil
		}
	}
	return nil, nil
}
