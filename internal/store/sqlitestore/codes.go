package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"hash/fnv"
	"strconv"
	"sync"

	"hailong/internal/survey"
)

// A source is where a response comes from: what it shares with thousands of
// others. A response holds the source's number instead.
type source struct {
	unit, place, counter string
	channel              survey.Channel
	field                string
	template             survey.Ref
}

func sourceOf(r *survey.Response) source {
	return source{r.Unit, r.Place, r.Counter, r.Channel, r.Field, r.Template}
}

// codes knows the number of every campaign and every source. It learns a new
// one only after the transaction that stored it.
type codes struct {
	mu        sync.RWMutex
	campaigns map[string]int64
	numbers   map[source]int64
	sources   map[int64]*source
}

const (
	selectCampaigns = "SELECT id, code FROM campaigns"
	selectSources   = "SELECT id, unit, place, counter, channel, field, template, version FROM sources"
)

// loadCodes reads all of them: there are as many as desks times services.
func loadCodes(conn *sql.Conn) (*codes, error) {
	c := &codes{campaigns: map[string]int64{}, numbers: map[source]int64{}, sources: map[int64]*source{}}
	err := each(conn, selectCampaigns, func(row scanner) error {
		var id int64
		var code string
		err := row.Scan(&id, &code)
		c.campaigns[code] = id
		return err
	})
	if err != nil {
		return nil, err
	}
	return c, each(conn, selectSources, func(row scanner) error {
		id, src, err := scanSource(row)
		c.learn(id, src)
		return err
	})
}

func (c *codes) learn(id int64, src source) {
	c.numbers[src] = id
	c.sources[id] = &src
}

type scanner interface{ Scan(...any) error }

func scanSource(row scanner) (id int64, src source, err error) {
	err = row.Scan(&id, &src.unit, &src.place, &src.counter, &src.channel, &src.field, &src.template.Code, &src.template.Version)
	return id, src, err
}

func each(conn *sql.Conn, query string, visit func(scanner) error) error {
	rows, err := conn.QueryContext(uninterrupted, query)
	if err != nil {
		return err
	}
	for err == nil && rows.Next() {
		err = visit(rows)
	}
	return errors.Join(err, rows.Err(), rows.Close())
}

// campaign returns the number of a campaign, if any response of it is stored.
func (s *Store) campaign(ctx context.Context, code string) (id int64, known bool, err error) {
	s.codes.mu.RLock()
	id, known = s.codes.campaigns[code]
	s.codes.mu.RUnlock()
	if known {
		return id, true, nil
	}
	// It may be committed and not yet learnt.
	err = s.readers.QueryRowContext(ctx, "SELECT id FROM campaigns WHERE code = ?", code).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return id, err == nil, err
}

// A coding gives numbers to the codes of one batch, within its transaction.
type coding struct {
	*codes
	w            *writer
	newCampaigns map[string]int64
	newSources   map[source]int64
}

func (s *Store) coding() *coding {
	return &coding{codes: s.codes, w: s.writer}
}

// of returns the numbers of a response's campaign and source.
func (c *coding) of(r *survey.Response) (campaign, source int64, err error) {
	if campaign, err = c.campaign(r.Campaign); err != nil {
		return 0, 0, err
	}
	source, err = c.source(sourceOf(r))
	return campaign, source, err
}

// campaign returns the number of a campaign and stores a new one.
func (c *coding) campaign(code string) (int64, error) {
	if id, ok := c.campaigns[code]; ok { // only the writer changes it, and that is us
		return id, nil
	}
	if id, ok := c.newCampaigns[code]; ok {
		return id, nil
	}
	id, err := take(c.w.campaign, 15, []string{code}, code)
	if c.newCampaigns == nil {
		c.newCampaigns = map[string]int64{}
	}
	c.newCampaigns[code] = id
	return id, err
}

// source returns the number of a source and stores a new one.
func (c *coding) source(src source) (int64, error) {
	if id, ok := c.numbers[src]; ok {
		return id, nil
	}
	if id, ok := c.newSources[src]; ok {
		return id, nil
	}
	t := src.template
	id, err := take(c.w.source, 23,
		[]string{src.unit, src.place, src.counter, string(src.channel), src.field, t.Code, strconv.Itoa(t.Version)},
		src.unit, src.place, src.counter, string(src.channel), src.field, t.Code, t.Version)
	if c.newSources == nil {
		c.newSources = map[source]int64{}
	}
	c.newSources[src] = id
	return id, err
}

// keep makes the new numbers known. It is called after the commit.
func (c *coding) keep() {
	if len(c.newCampaigns)+len(c.newSources) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for code, id := range c.newCampaigns {
		c.campaigns[code] = id
	}
	for src, id := range c.newSources {
		c.learn(id, src)
	}
}

// take stores a row under the number that its contents hash to, or the next
// free one. SQLite keeps a number of up to 15 bits in two bytes and one of up
// to 23 in three.
func take(insert *sql.Stmt, bits int, parts []string, values ...any) (int64, error) {
	h := fnv.New64a()
	for _, p := range parts {
		_, _ = h.Write(append([]byte(p), 0))
	}
	mask := int64(1)<<bits - 1
	for id := int64(h.Sum64()>>1) & mask; ; id = (id + 1) & mask {
		res, err := insert.ExecContext(uninterrupted, append([]any{id}, values...)...)
		if err != nil {
			return 0, err
		}
		if n, err := res.RowsAffected(); n > 0 || err != nil {
			return id, err
		}
	}
}
