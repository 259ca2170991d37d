// Package sqlitestore is the embedded engine: one SQLite file, hailong.db, in
// the data folder. It fulfils the contract of package store and nothing more.
//
// # Promises, and how they are kept
//
// Durable: WAL with synchronous=FULL, read back on every connection, so a
// commit returns after the fsync of the log. Atomic at any instant: the file's
// format and every migration are one transaction each, together with the
// version number, so a kill leaves the schema before or after, never between.
// Alone: a flock on hailong.lock, which the kernel releases when the process
// dies, however it dies.
//
// After an I/O error the kernel may have dropped the very page it could not
// write, and a second fsync would succeed over the hole. So the first one is
// final: every later write fails, Failed is closed, and the program must exit;
// the next start recovers from what is really on the disk. A full disk is no
// such error: nothing was lost, and writing works again when space returns.
//
// The log stays short although checkpoints need a moment without readers:
// nobody reads for long. A stream is read in pages of a few thousand rows, each
// a transaction of its own that ends before the first row is handed out. Facts
// never change and never go, and a page begins where the last one ended in the
// order of the key, so the stream holds every response that was acknowledged
// before it began. Checkpoints are run here and not by SQLite's own hook, which
// swallows their errors.
//
// # Schema (version 3)
//
//	campaigns  id, code                     a short number for a campaign's code
//	sources    id, unit, place, counter,    a short number for where responses
//	           channel, field, template,    come from; a few hundred rows
//	           version
//	responses  campaign, date, id,          the facts, WITHOUT ROWID under
//	           source, answers, comment,    (campaign, date, id); unique index on id
//	           flags
//	records    kind, id, value              the registry, WITHOUT ROWID
//	tray       as responses                 what was sent by many at once and is not
//	tray_receipts  receipt                  sorted in yet
//	canary     only, bit, room              what Probe overwrites
//
// A response's date is a day counted from 1970-01-01; its id is 16 random
// bytes. No row has a clock time or a number that grows: the numbers of
// campaigns and sources come from a hash of their contents, since numbers given
// in turn would show which of two rare sources was first heard of.
//
// Responses lie in the order they are read in, by campaign and day, and within
// a day by random id. Against a table under the id alone with an index on
// (campaign, date), that streams twice as fast and inserts a third faster, for
// the same bytes, because a day's rows share their pages.
//
// A batch of eight and more is laid into the tray first, and sorted in with
// thousands of others: a response by itself touches a page of the table, one of the
// index and one of the receipts, somewhere in the file, and each goes to the disk
// twice. That is three quarters of what storing it costs, and it is saved when it
// matters, and only then. Readers look into the tray as well, in the same transaction.
// Rows lie there in the order of the batches, and in a batch by id, the receipts in an
// order of their own, for a second at the most, or until the next start after a kill.
//
// One trace of arrival remains below SQL: within a page of the file, bytes are
// filled from the end as rows come, until the page is split or rebuilt. Whoever
// can read the file itself could order the few dozen rows of one page. Repack
// writes all pages anew in the order of the key and leaves nothing of it; the
// service does that every night.
package sqlitestore
