package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"hailong/internal/backup"
	"hailong/internal/store/sqlitestore"
)

// readyBackups refuses at the start what would fail at night, when nobody looks:
// a key that is none, and a folder that cannot be made.
func (p *program) readyBackups() error {
	if p.config.BackupDir == "" {
		return nil
	}
	if _, err := p.recipients(); err != nil {
		return err
	}
	if err := os.MkdirAll(p.config.BackupDir, 0o700); err != nil {
		return fmt.Errorf("HAILONG_BACKUP_DIR %s cannot be made; name a folder that may be written (%w)", p.config.BackupDir, bare(err))
	}
	p.meterBackups()
	return nil
}

// recipients are who the nightly backups are encrypted for, nobody where no key
// is set.
func (p *program) recipients() ([]string, error) {
	if p.config.BackupRecipient == "" {
		return nil, nil
	}
	keys := []string{p.config.BackupRecipient}
	if _, err := backup.Recipients(keys); err != nil {
		return nil, fmt.Errorf("HAILONG_BACKUP_RECIPIENT: %w", err)
	}
	return keys, nil
}

// backup makes the backup of the night, and deletes old ones only after it.
func (p *program) backup(ctx context.Context) error {
	keys, err := p.recipients()
	if err != nil {
		return err
	}
	to, err := backup.Recipients(keys)
	if err != nil {
		return err
	}
	shelf := backup.Shelf{Dir: p.config.BackupDir}
	if err := p.roomForBackup(shelf); err != nil {
		return fmt.Errorf("no backup was made: %w", err)
	}
	s := saving{where: p.store.where, running: p.store.engine, to: to}
	name := shelf.Name(time.Now(), len(to) > 0)
	if _, err := s.file(ctx, name, false); err != nil {
		return fmt.Errorf("no backup was made; see to the folder %s, it is tried again in ten minutes: %w", shelf.Dir, err)
	}
	return shelf.Prune(p.config.BackupKeep)
}

// roomForBackup asks for room for a backup a quarter larger than the last or,
// for the first, as large as the store itself.
func (p *program) roomForBackup(shelf backup.Shelf) error {
	newest, err := shelf.Newest()
	size := newest.Bytes + newest.Bytes/4
	if errors.Is(err, backup.ErrNone) && !p.store.where.database() {
		size, err = sqlitestore.Size(string(p.store.where))
	}
	if err != nil && !errors.Is(err, backup.ErrNone) {
		return err
	}
	return backup.Room(shelf.Dir, size)
}

// meterBackups tells the metrics what is really there, whichever instance made it.
func (p *program) meterBackups() {
	if newest, err := (backup.Shelf{Dir: p.config.BackupDir}).Newest(); err == nil {
		p.metrics.Backup(newest.Made, newest.Bytes)
	}
}
