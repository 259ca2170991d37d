package backup

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"
)

// ours are the only names that a Shelf looks at and deletes.
var ours = regexp.MustCompile(`^hailong-\d{8}T\d{6}Z\.backup(\.age)?$`)

// broken are what a kill left of ours.
var broken = regexp.MustCompile(`^hailong-\d{8}T\d{6}Z\.backup(\.age)?\.part$`)

// A Shelf is a folder of backups by the time they were made.
type Shelf struct{ Dir string }

// Name returns the name for a backup that is made now.
func (s Shelf) Name(now time.Time, encrypted bool) string {
	name := now.UTC().Format("hailong-20060102T150405Z.backup")
	if encrypted {
		name += ".age"
	}
	return filepath.Join(s.Dir, name)
}

// A File is a backup on a shelf.
type File struct {
	Path  string
	Made  time.Time // as its name says
	Bytes int64
}

// Files returns the backups, the newest first. Whatever has another name is
// somebody else's.
func (s Shelf) Files() ([]File, error) {
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return nil, fmt.Errorf("folder of backups: %w", err)
	}
	var list []File
	for _, e := range entries {
		if f, ok := s.file(e); ok {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b File) int { return b.Made.Compare(a.Made) })
	return list, nil
}

func (s Shelf) file(e fs.DirEntry) (File, bool) {
	if !ours.MatchString(e.Name()) || !e.Type().IsRegular() {
		return File{}, false
	}
	made, err := time.Parse("20060102T150405Z", e.Name()[len("hailong-"):len("hailong-")+len("20060102T150405Z")])
	if err != nil {
		return File{}, false
	}
	info, err := e.Info()
	if err != nil {
		return File{}, false // gone meanwhile
	}
	return File{filepath.Join(s.Dir, e.Name()), made, info.Size()}, true
}

// Newest returns the newest backup, or ErrNone.
func (s Shelf) Newest() (File, error) {
	list, err := s.Files()
	if err != nil {
		return File{}, err
	}
	if len(list) == 0 {
		return File{}, fmt.Errorf("%w in %s", ErrNone, s.Dir)
	}
	return list[0], nil
}

// Prune deletes all but the newest keep backups, and never the only one, and what
// a kill left of others. Nobody may be writing one.
func (s Shelf) Prune(keep int) error {
	list, err := s.Files()
	if err != nil {
		return err
	}
	for i, f := range list {
		if i < max(keep, 1) {
			continue
		}
		if err := os.Remove(f.Path); err != nil {
			return fmt.Errorf("delete an old backup: %w", err)
		}
	}
	return s.sweep()
}

func (s Shelf) sweep() error {
	entries, err := os.ReadDir(s.Dir)
	for _, e := range entries {
		if err == nil && broken.MatchString(e.Name()) {
			err = os.Remove(filepath.Join(s.Dir, e.Name()))
		}
	}
	if err != nil {
		return fmt.Errorf("delete a broken backup: %w", err)
	}
	return nil
}
