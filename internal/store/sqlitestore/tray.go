package sqlitestore

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// When many people send at once, their responses are laid into a tray first, one
// after the other, and sorted in later, some thousands at a time: a response by
// itself touches three pages somewhere in the file, each of which goes to the disk
// twice, and beside thousands of others hardly one. What lies in the tray is as
// durable as the rest, and every reader finds it.
const (
	// crowd is how many responses a batch has at the least that goes into an empty
	// tray. Fewer are stored where they belong at once, so that an ordinary day never
	// needs the tray, and nothing lies in it alone.
	crowd = 8
	// trayRoom is how many responses lie in the tray at the most before they are
	// sorted in. That takes a tenth of a second, in which nobody else can write.
	// On a disk that has no room for it there are more.
	trayRoom = 16384
	// trayRest is for how long the first of them lies there at the most.
	trayRest = time.Second
	// askedAtOnce is of how many ids one statement asks whether they are known, and
	// laidAtOnce how many rows one statement lays in: calling it costs as much as
	// a row.
	askedAtOnce = 16
	laidAtOnce  = 8
)

const (
	layQuery        = "INSERT INTO tray (campaign, date, id, source, answers, comment, flags) VALUES (?, ?, ?, ?, ?, ?, ?)"
	layReceiptQuery = "INSERT INTO tray_receipts (receipt) VALUES (?)"

	sortInQuery         = "INSERT INTO responses (campaign, date, id, source, answers, comment, flags) SELECT campaign, date, id, source, answers, comment, flags FROM tray ORDER BY campaign, date, id"
	sortInReceiptsQuery = "INSERT INTO records (kind, id, value) SELECT ?, receipt, ? FROM tray_receipts ORDER BY receipt ON CONFLICT DO NOTHING"
)

var (
	// askQuery returns those of the ids that are stored.
	askQuery = "SELECT id FROM responses WHERE id IN (?" + strings.Repeat(", ?", askedAtOnce-1) + ")"

	laySomeQuery         = layQuery + strings.Repeat(", (?, ?, ?, ?, ?, ?, ?)", laidAtOnce-1)
	laySomeReceiptsQuery = layReceiptQuery + strings.Repeat(", (?)", laidAtOnce-1)
)

// A tray knows what lies in the tables of that name. The writer, in turn, changes
// it after the commit that changed them.
type tray struct {
	room int

	mu       sync.RWMutex
	ids      map[survey.ID]struct{}
	receipts map[string]struct{}
}

// loadTray reads what a killed process left in the tables.
func loadTray(conn *sql.Conn) (*tray, error) {
	t := &tray{room: trayRoom, ids: map[survey.ID]struct{}{}, receipts: map[string]struct{}{}}
	err := each(conn, "SELECT id FROM tray", func(row scanner) error {
		var id []byte
		err := row.Scan(&id)
		t.ids[survey.ID(id)] = struct{}{}
		return err
	})
	if err != nil {
		return nil, err
	}
	return t, each(conn, "SELECT receipt FROM tray_receipts", func(row scanner) error {
		var receipt string
		err := row.Scan(&receipt)
		t.receipts[receipt] = struct{}{}
		return err
	})
}

func (t *tray) len() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.ids)
}

func (t *tray) holds(id survey.ID) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	_, ok := t.ids[id]
	return ok
}

func (t *tray) holdsReceipt(receipt string) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	_, ok := t.receipts[receipt]
	return ok
}

func (t *tray) add(rows []*survey.Response) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, r := range rows {
		t.ids[r.ID] = struct{}{}
		if r.Receipt != "" {
			t.receipts[string(r.Receipt)] = struct{}{}
		}
	}
}

func (t *tray) empty() {
	t.mu.Lock()
	defer t.mu.Unlock()
	clear(t.ids)
	clear(t.receipts)
}

// lay lays those of a batch that are new into the tray, and marks them.
func (s *Store) lay(c *coding, batch []survey.Response, fresh []bool) ([]*survey.Response, error) {
	rows, err := s.unknown(batch, fresh)
	if err != nil {
		return nil, err
	}
	return rows, s.layRows(c, rows)
}

// laid is called after the commit that laid rows in.
func (s *Store) laid(rows []*survey.Response) {
	before := s.tray.len()
	s.tray.add(rows)
	switch {
	case before < s.tray.room && s.tray.len() >= s.tray.room:
		s.rest.Reset(0)
	case before == 0 && len(rows) > 0:
		s.rest.Reset(trayRest)
	}
}

// unknown returns those of a batch that are not stored, sorted by their ids, and
// marks them as fresh. Of two equal ones it is the earlier.
func (s *Store) unknown(batch []survey.Response, fresh []bool) ([]*survey.Response, error) {
	clear(fresh)
	order := byID(batch)
	order = slices.CompactFunc(order, func(a, b int) bool { return batch[a].ID == batch[b].ID })
	order = slices.DeleteFunc(order, func(i int) bool { return s.tray.holds(batch[i].ID) })
	stored, err := s.stored(batch, order)
	if err != nil {
		return nil, err
	}
	var rows []*survey.Response
	for _, i := range order {
		if _, ok := stored[batch[i].ID]; !ok {
			fresh[i] = true
			rows = append(rows, &batch[i])
		}
	}
	return rows, nil
}

// stored returns the ids of those of the batch that are sorted in already.
func (s *Store) stored(batch []survey.Response, which []int) (map[survey.ID]struct{}, error) {
	found := map[survey.ID]struct{}{}
	ids := make([]any, askedAtOnce)
	for some := range slices.Chunk(which, askedAtOnce) {
		for i := range ids { // the last one fills the rest of the statement
			ids[i] = batch[some[min(i, len(some)-1)]].ID[:]
		}
		rows, err := s.writer.ask.QueryContext(uninterrupted, ids...)
		if err != nil {
			return nil, err
		}
		var id sql.RawBytes
		for rows.Next() && err == nil {
			err = rows.Scan(&id)
			found[survey.ID(id)] = struct{}{}
		}
		if err := errors.Join(err, rows.Err(), rows.Close()); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// layRows writes rows into the tray. The receipts go into a table of their own in
// an order of their own, so that nothing joins them with the responses.
func (s *Store) layRows(c *coding, rows []*survey.Response) error {
	var cells, receipts []any
	for _, r := range rows {
		campaign, source, err := c.of(r)
		if err != nil {
			return err
		}
		cells = append(cells, campaign, int64(r.Date), r.ID[:], source, blob(r.Answers), r.Comment, int64(r.Flags))
		if r.Receipt != "" {
			receipts = append(receipts, string(r.Receipt))
		}
	}
	slices.SortFunc(receipts, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
	w := s.writer
	if err := layAll(w.laySome, w.lay, cells, 7); err != nil {
		return err
	}
	return layAll(w.laySomeReceipts, w.layReceipt, receipts, 1)
}

// layAll runs one statement for some rows of so many cells, and another for each of
// those that are left.
func layAll(some, one *sql.Stmt, cells []any, width int) error {
	for len(cells) > 0 {
		insert, n := one, width
		if len(cells) >= laidAtOnce*width {
			insert, n = some, laidAtOnce*width
		}
		if _, err := insert.ExecContext(uninterrupted, cells[:n]...); err != nil {
			return err
		}
		cells = cells[n:]
	}
	return nil
}

// sortIn puts what lies in the tray where it belongs. It is nothing new that is
// stored: whether or not it succeeds, every response is there once, and where the
// disk has no room for it others may still be laid in.
func (s *Store) sortIn(ctx context.Context, op string) error {
	n := s.tray.len()
	if n == 0 {
		return nil
	}
	return s.write(ctx, change{op: op, rows: n, spare: true, do: s.writer.sortIn, done: s.tray.empty})
}

func (w *writer) sortIn() error {
	if _, err := w.conn.ExecContext(uninterrupted, sortInQuery); err != nil {
		return err
	}
	if _, err := w.conn.ExecContext(uninterrupted, sortInReceiptsQuery, string(store.Receipts), store.Given); err != nil {
		return err
	}
	if _, err := w.conn.ExecContext(uninterrupted, "DELETE FROM tray"); err != nil {
		return err
	}
	_, err := w.conn.ExecContext(uninterrupted, "DELETE FROM tray_receipts")
	return err
}

// sortInLater is what happens when the first has lain there long enough. On a full
// disk it is tried again and again.
func (s *Store) sortInLater() {
	if f := new(Failure); errors.As(s.sortIn(uninterrupted, "sort responses in"), &f) && f.full() {
		s.rest.Reset(trayRest)
	}
}

// sortInBefore sorts the tray in before records are listed or changed that may
// lie in it.
func (s *Store) sortInBefore(ctx context.Context, op, kind string) error {
	if kind != string(store.Receipts) {
		return nil
	}
	return s.sortIn(ctx, op)
}

// byID returns the places of the batch in the order of the ids, so that the
// batch leaves no order of its own in the pages it touches. Of two equal ids
// the earlier one stays first.
func byID(batch []survey.Response) []int {
	order := make([]int, len(batch))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return bytes.Compare(batch[a].ID[:], batch[b].ID[:]) })
	return order
}
