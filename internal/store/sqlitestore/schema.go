package sqlitestore

import (
	"database/sql"
	"errors"
	"fmt"
)

// application is what `file hailong.db` can tell it by: "HLng".
const application = 0x484c6e67

// migrations take the schema from its index to the next version. One that was
// released never changes; a new one is appended.
var migrations = []string{schema1, schema2, schema3}

const schema1 = `
CREATE TABLE campaigns (
	id   INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE
);
CREATE TABLE sources (
	id       INTEGER PRIMARY KEY,
	unit     TEXT NOT NULL,
	place    TEXT NOT NULL,
	counter  TEXT NOT NULL,
	channel  TEXT NOT NULL,
	field    TEXT NOT NULL,
	template TEXT NOT NULL,
	version  INTEGER NOT NULL,
	UNIQUE (unit, place, counter, channel, field, template, version)
);
CREATE TABLE responses (
	campaign INTEGER NOT NULL,
	date     INTEGER NOT NULL,
	id       BLOB NOT NULL,
	source   INTEGER NOT NULL,
	answers  BLOB NOT NULL,
	comment  TEXT NOT NULL,
	PRIMARY KEY (campaign, date, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX response_ids ON responses (id);
CREATE TABLE records (
	kind  TEXT NOT NULL,
	id    TEXT NOT NULL,
	value BLOB NOT NULL,
	PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE canary (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	bit  INTEGER NOT NULL,
	room BLOB NOT NULL
);
INSERT INTO canary VALUES (1, 0, x'');
`

// schema2 keeps what was odd about the way a response came in.
const schema2 = `ALTER TABLE responses ADD COLUMN flags INTEGER NOT NULL DEFAULT 0`

// schema3 has a tray for what was sent by many people at once. Its rows are sorted
// in, and gone, after a second; the receipts are apart from the responses here, too.
const schema3 = `
CREATE TABLE tray (
	campaign INTEGER NOT NULL,
	date     INTEGER NOT NULL,
	id       BLOB NOT NULL,
	source   INTEGER NOT NULL,
	answers  BLOB NOT NULL,
	comment  TEXT NOT NULL,
	flags    INTEGER NOT NULL
);
CREATE TABLE tray_receipts (receipt TEXT NOT NULL);
`

// migrate brings the schema to the newest version, one transaction a step.
func migrate(conn *sql.Conn, file string, migrations []string) error {
	var version, app, objects int
	const state = `SELECT
		(SELECT user_version FROM pragma_user_version),
		(SELECT application_id FROM pragma_application_id),
		(SELECT count(*) FROM sqlite_schema)`
	if err := conn.QueryRowContext(uninterrupted, state).Scan(&version, &app, &objects); err != nil {
		return err
	}
	if app != application && (version != 0 || app != 0 || objects != 0) {
		return fmt.Errorf("%w: %s belongs to another program; move it away or give another folder with HAILONG_DATA_DIR", ErrForeign, file)
	}
	if version > len(migrations) {
		return fmt.Errorf("%w: %s has schema %d and this program knows %d; start the newer hailong again", ErrNewer, file, version, len(migrations))
	}
	for ; version < len(migrations); version++ {
		if err := step(conn, migrations[version], version+1); err != nil {
			return err
		}
	}
	return nil
}

// step makes one migration and the version number one transaction.
func step(conn *sql.Conn, migration string, version int) error {
	script := fmt.Sprintf("BEGIN IMMEDIATE; %s; PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
		migration, application, version)
	if _, err := conn.ExecContext(uninterrupted, script); err != nil {
		_, rollback := conn.ExecContext(uninterrupted, "ROLLBACK")
		return errors.Join(err, rollback)
	}
	return nil
}
