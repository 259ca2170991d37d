package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"hailong/internal/survey"
)

// pageSize is how many responses are read in one transaction: enough that the
// cost of beginning one does not show, few enough to hold in memory and to be
// over in some milliseconds.
const pageSize = 2000

// The parameters are the campaign, the day and the id before, the last day, and
// how many rows.
const (
	pageOf  = "SELECT date, id, source, answers, comment, flags FROM %s WHERE campaign = ?1 AND (date, id) > (?2, ?3) AND date <= ?4"
	pageEnd = " ORDER BY date, id LIMIT ?5"
)

var (
	pageQuery        = fmt.Sprintf(pageOf, "responses") + pageEnd
	pageAndTrayQuery = fmt.Sprintf(pageOf+" UNION ALL "+pageOf, "responses", "tray") + pageEnd
)

// Responses yields the responses in the scope by day, and within a day in the
// order of their random ids.
func (s *Store) Responses(ctx context.Context, scope survey.Scope) iter.Seq2[*survey.Response, error] {
	return func(yield func(*survey.Response, error) bool) {
		p := page{scope: scope, date: scope.From, id: []byte{}} // nil would be NULL
		var r survey.Response
		for !p.last {
			if err := s.turnPage(ctx, &p); err != nil {
				yield(nil, err)
				return
			}
			for i := range p.rows {
				if err := ctx.Err(); err != nil {
					yield(nil, fmt.Errorf("%s: %w", readOp, err))
					return
				}
				p.fill(i, &r)
				if scope.Has(&r) && !yield(&r, nil) {
					return
				}
			}
		}
	}
}

const readOp = "read responses"

// A page is some responses of a scope, in memory: nothing is held in the store
// while somebody looks at them.
type page struct {
	scope survey.Scope
	rows  []row
	cells []byte // the answers of all rows, one after the other
	last  bool
	// date and id are the last row's: the next page begins after it.
	date survey.Date
	id   []byte
}

type row struct {
	id         survey.ID
	date       survey.Date
	number     int64 // of the source
	source     *source
	start, end int // in cells
	comment    string
	flags      survey.Flags
}

// fill makes r the i-th row. Its answers lie in the page.
func (p *page) fill(i int, r *survey.Response) {
	w := &p.rows[i]
	src := w.source
	*r = survey.Response{
		ID: w.id, Campaign: p.scope.Campaign, Date: w.date,
		Unit: src.unit, Place: src.place, Counter: src.counter, Channel: src.channel,
		Field: src.field, Template: src.template,
		Answers: p.cells[w.start:w.end:w.end], Comment: w.comment, Flags: w.flags,
	}
}

// turnPage reads the page after p into p.
func (s *Store) turnPage(ctx context.Context, p *page) error {
	end, err := s.read(ctx, readOp)
	if err != nil {
		return err
	}
	defer end()
	if err := s.readPage(ctx, p); err != nil {
		return s.readFault(ctx, readOp, err)
	}
	return nil
}

func (s *Store) readPage(ctx context.Context, p *page) error {
	p.rows, p.cells, p.last = p.rows[:0], p.cells[:0], true
	campaign, known, err := s.campaign(ctx, p.scope.Campaign)
	if err != nil || !known {
		return err
	}
	if err := s.scanPage(ctx, p, campaign); err != nil {
		return err
	}
	if err := s.resolve(ctx, p.rows); err != nil {
		return err
	}
	if n := len(p.rows); n == pageSize {
		p.last = false
		p.date, p.id = p.rows[n-1].date, append(p.id[:0], p.rows[n-1].id[:]...)
	}
	return nil
}

// scanPage runs the query of one page to its end.
func (s *Store) scanPage(ctx context.Context, p *page, campaign int64) (err error) {
	// A tray that is empty now gets nothing that was acknowledged before now.
	query := s.reading.page
	if s.tray.len() > 0 {
		query = s.reading.pageAndTray
	}
	rows, err := query.QueryContext(ctx, campaign, int64(p.date), p.id, int64(p.scope.To), pageSize)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var id, answers sql.RawBytes
	for rows.Next() {
		var w row
		if err := rows.Scan(&w.date, &id, &w.number, &answers, &w.comment, &w.flags); err != nil {
			return err
		}
		copy(w.id[:], id)
		w.start = len(p.cells)
		p.cells = append(p.cells, answers...)
		w.end = len(p.cells)
		p.rows = append(p.rows, w)
	}
	return rows.Err()
}

// resolve finds the sources of a page's rows.
func (s *Store) resolve(ctx context.Context, rows []row) error {
	s.codes.mu.RLock()
	for i := range rows {
		rows[i].source = s.codes.sources[rows[i].number]
	}
	s.codes.mu.RUnlock()
	for i := range rows {
		if rows[i].source != nil {
			continue
		}
		// Committed in this very moment and not yet learnt.
		_, src, err := scanSource(s.readers.QueryRowContext(ctx, selectSources+" WHERE id = ?", rows[i].number))
		if err != nil {
			return err
		}
		rows[i].source = &src
	}
	return nil
}
