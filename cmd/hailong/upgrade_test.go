package main

import (
	"database/sql"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// schema1 is the first schema of the embedded engine that was kept by anybody.
var schema1 = []string{
	`CREATE TABLE campaigns (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE)`,
	`CREATE TABLE sources (id INTEGER PRIMARY KEY, unit TEXT NOT NULL, place TEXT NOT NULL, counter TEXT NOT NULL,
		channel TEXT NOT NULL, field TEXT NOT NULL, template TEXT NOT NULL, version INTEGER NOT NULL,
		UNIQUE (unit, place, counter, channel, field, template, version))`,
	`CREATE TABLE responses (campaign INTEGER NOT NULL, date INTEGER NOT NULL, id BLOB NOT NULL, source INTEGER NOT NULL,
		answers BLOB NOT NULL, comment TEXT NOT NULL, PRIMARY KEY (campaign, date, id)) WITHOUT ROWID`,
	`CREATE UNIQUE INDEX response_ids ON responses (id)`,
	`CREATE TABLE records (kind TEXT NOT NULL, id TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID`,
	`CREATE TABLE canary (only INTEGER PRIMARY KEY CHECK (only = 1), bit INTEGER NOT NULL, room BLOB NOT NULL)`,
	`INSERT INTO canary VALUES (1, 0, x'')`,
	`PRAGMA application_id = 1212968551`,
	`PRAGMA user_version = 1`,
}

// asSchema1 writes what is in a stopped store as an old program would have kept it.
func asSchema1(t *testing.T, from, to string) {
	t.Helper()
	must(t, os.Mkdir(to, 0o700))
	db, err := sql.Open("sqlite", filepath.Join(to, "hailong.db"))
	must(t, err)
	db.SetMaxOpenConns(1) // what is attached belongs to a connection
	statements := append([]string{"PRAGMA journal_mode = wal"}, schema1...)
	statements = append(statements, "ATTACH '"+filepath.Join(from, "hailong.db")+"' AS now",
		"INSERT INTO campaigns SELECT id, code FROM now.campaigns",
		"INSERT INTO sources SELECT id, unit, place, counter, channel, field, template, version FROM now.sources",
		"INSERT INTO responses SELECT campaign, date, id, source, answers, comment FROM now.responses",
		"INSERT INTO records SELECT kind, id, value FROM now.records")
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(errors.Join(err, db.Close()))
		}
	}
	must(t, db.Close())
}

func TestAnUpgradeKilledAtAnyInstantIsCompletedByTheNextStart(t *testing.T) {
	current, old := newDir(t), newDir(t)
	command(t, current, "demo", "--responses", "3000", "--campaign", "demo-short").works(t)
	want := export(t, current, "demo-short", "csv")
	asSchema1(t, current, old)
	n := rounds(t, "HAILONG_TEST_UPGRADES", 6)
	versions, different := map[string]int{}, 0
	for round := range n {
		dir := newDir(t)
		must(t, os.CopyFS(dir, os.DirFS(old)))
		c := launch(t, dir, []string{"serve"})
		if round%2 == 0 {
			pause(rand.N(150 * time.Millisecond))
		} else {
			// The upgrade follows the taking of the lock at once.
			eventually(t, "the start took no lock", func() bool { return exists(filepath.Join(dir, "hailong.lock")) })
			pause(rand.N(30 * time.Millisecond))
		}
		c.kill()
		versions["schema "+version(t, dir)]++
		c = serve(t, dir)
		c.stop()
		if version(t, dir) == "1" {
			t.Fatal("the start upgraded nothing")
		}
		if export(t, dir, "demo-short", "csv") != want {
			different++
			t.Errorf("round %d: the upgrade changed what is stored", round+1)
		}
		sound(t, dir)
		must(t, os.RemoveAll(dir))
	}
	t.Logf("%d upgrades of %d responses, killed: left at %v; %d came out different", n, strings.Count(want, "\r\n")-1, versions, different)
}

// version reads the schema of a copy: reading would mend the log that a kill left.
func version(t *testing.T, dir string) (number string) {
	t.Helper()
	left := filepath.Join(t.TempDir(), "left")
	must(t, os.CopyFS(left, os.DirFS(dir)))
	defer os.RemoveAll(left)
	db, err := sql.Open("sqlite", filepath.Join(left, "hailong.db"))
	must(t, err)
	defer db.Close()
	must(t, db.QueryRow("PRAGMA user_version").Scan(&number))
	return number
}
