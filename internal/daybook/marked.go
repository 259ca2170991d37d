package daybook

import (
	"context"
	"iter"

	"hailong/internal/survey"
)

// Responses yields what the store's does, in its order, with all their flags: those
// of the content too, where the day is over. It holds a few days in memory.
func (b *Book) Responses(ctx context.Context, scope survey.Scope) iter.Seq2[*survey.Response, error] {
	over, open := scope, scope
	over.To, open.From = min(scope.To, b.closed()), max(scope.From, b.closed()+1)
	return func(yield func(*survey.Response, error) bool) {
		if over.From <= over.To {
			for r, err := range b.marked(ctx, over) {
				if !yield(r, err) || err != nil {
					return
				}
			}
		}
		if open.From <= open.To {
			b.store.Responses(ctx, open)(yield)
		}
	}
}

// marked yields the responses in the scope with all their flags, of days that are
// over. That takes all responses of these days and of the weeks before. While one
// day is yielded the next is read.
func (b *Book) marked(ctx context.Context, scope survey.Scope) iter.Seq2[*survey.Response, error] {
	return func(yield func(*survey.Response, error) bool) {
		for p, err := range ahead(b.pages(ctx, scope.Campaign, scope.From, scope.To)) {
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range p.rows {
				if scope.Has(&p.rows[i]) && !yield(&p.rows[i], nil) {
					return
				}
			}
		}
	}
}
