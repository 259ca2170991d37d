package sqlitestore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Oldest is the first SQLite without the bug that can corrupt a WAL database
// when its log is reset.
var oldest = []int{3, 51, 3}

const (
	// busyTimeout (ms) is long: only a checkpoint and a reader's page ever wait
	// for each other.
	busyTimeout = 10000
	// logLimit (bytes) is what the log's file is cut to when it starts over.
	logLimit = 16 << 20
)

func writeDSN(file string) string {
	return dsn(file, "rwc",
		"journal_mode(wal)",
		"wal_autocheckpoint(0)", // writer.checkpoint does it and sees the errors
		fmt.Sprintf("journal_size_limit(%d)", logLimit),
		"secure_delete(on)", // a replaced password hash or session leaves no copy
		"cache_size(-16000)",
	)
}

func readDSN(file string) string {
	return dsn(file, "ro", "query_only(on)", "cache_size(-4000)")
}

func dsn(file, mode string, pragmas ...string) string {
	q := url.Values{"mode": {mode}}
	q.Add("_pragma", fmt.Sprintf("busy_timeout(%d)", busyTimeout))
	q.Add("_pragma", "synchronous(full)")
	for _, p := range pragmas {
		q.Add("_pragma", p)
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// A connector opens connections that were checked before their first use.
type connector struct {
	dsn   string
	check func(driver.Conn) error
}

// Connect opens a connection and checks it.
func (c *connector) Connect(context.Context) (driver.Conn, error) {
	conn, err := c.Driver().Open(c.dsn)
	if err != nil {
		return nil, err
	}
	if err := c.check(conn); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// Driver returns the SQLite driver.
func (c *connector) Driver() driver.Driver { return &sqlite.Driver{} }

// checkDurable reads back what durability rests on. A pragma that is misspelt
// or refused is silently nothing, so asking is the only proof.
func checkDurable(conn driver.Conn) error {
	if err := checkVersion(lib.SQLITE_VERSION); err != nil {
		return err
	}
	for _, want := range []struct{ pragma, value string }{
		{"synchronous", "2"}, // FULL
		{"journal_mode", "wal"},
	} {
		got, err := pragma(conn, want.pragma)
		if err != nil {
			return err
		}
		if got != want.value {
			return fmt.Errorf("open store: pragma %s is %s, want %s", want.pragma, got, want.value)
		}
	}
	return nil
}

func pragma(conn driver.Conn, name string) (string, error) {
	rows, err := conn.(driver.QueryerContext).QueryContext(uninterrupted, "PRAGMA "+name, nil)
	if err != nil {
		return "", err
	}
	value := make([]driver.Value, 1)
	if err := rows.Next(value); err != nil {
		return "", errors.Join(err, rows.Close())
	}
	return fmt.Sprint(value[0]), rows.Close()
}

func checkVersion(version string) error {
	got := make([]int, len(oldest))
	if _, err := fmt.Sscanf(version, "%d.%d.%d", &got[0], &got[1], &got[2]); err != nil {
		return fmt.Errorf("open store: SQLite version %q: %w", version, err)
	}
	if slices.Compare(got, oldest) < 0 {
		return fmt.Errorf("open store: SQLite %s can corrupt a WAL database, want %s or newer",
			version, strings.Trim(strings.ReplaceAll(fmt.Sprint(oldest), " ", "."), "[]"))
	}
	return nil
}

// explain turns what SQLite says about a file at opening into a line for the
// person who started the program.
func explain(file string, err error) error {
	var e *sqlite.Error
	switch {
	case !errors.As(err, &e):
		return err
	case e.Code()&0xff == lib.SQLITE_NOTADB:
		return fmt.Errorf("%w: %s; move it away or give another folder with HAILONG_DATA_DIR", ErrForeign, file)
	}
	return fmt.Errorf("open %s: %w", file, &Failure{Op: "open store", Code: e.Code()})
}

// uninterrupted is the context of every step on the writing connection: a
// write that has begun is finished or fails by itself. Cancelling in the middle
// of a commit would leave its outcome unknown, and a context that can end costs
// a goroutine a statement.
var uninterrupted = context.Background()

var _ driver.Connector = (*connector)(nil)

// pinned opens a database of one connection and returns that connection.
func pinned(c driver.Connector) (*sql.DB, *sql.Conn, error) {
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(uninterrupted)
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return db, conn, nil
}
