package backup

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestAShelfKeepsTheNewestAndTouchesNothingElse(t *testing.T) {
	for _, c := range []struct{ there, keep, left int }{
		{0, 3, 0}, {1, 3, 1}, {3, 3, 3}, {7, 3, 3}, {7, 1, 1}, {7, 0, 1}, {1, 0, 1}, {1, -5, 1},
	} {
		shelf := Shelf{t.TempDir()}
		foreign := []string{"hailong.db", "hailong-20261123T200500Z.backup.bak", "my-hailong-20261123T200500Z.backup", "hailong-20261399T200500Z.backup", "x.part"}
		for _, name := range foreign {
			must(t, os.WriteFile(filepath.Join(shelf.Dir, name), nil, 0o600))
		}
		must(t, os.WriteFile(filepath.Join(shelf.Dir, "hailong-20261123T200500Z.backup.age.part"), nil, 0o600))
		must(t, os.Mkdir(filepath.Join(shelf.Dir, "hailong-20001123T200500Z.backup"), 0o700))
		for i := range c.there {
			must(t, os.WriteFile(shelf.Name(made.AddDate(0, 0, i), i%2 == 0), []byte("x"), 0o600))
		}
		must(t, shelf.Prune(c.keep))
		list, err := shelf.Files()
		must(t, err)
		if len(list) != c.left {
			t.Errorf("%+v: left %v", c, list)
		}
		for i, f := range list {
			if want := made.AddDate(0, 0, c.there-1-i); !f.Made.Equal(want) || f.Bytes != 1 {
				t.Errorf("%+v: %d is %v, want of %v", c, i, f, want)
			}
		}
		all, err := os.ReadDir(shelf.Dir)
		must(t, err)
		if want := c.left + len(foreign) + 1; len(all) != want {
			t.Errorf("%+v: left %v, want %d", c, all, want)
		}
		for _, name := range foreign {
			if !slices.ContainsFunc(all, func(e os.DirEntry) bool { return e.Name() == name }) {
				t.Errorf("%+v: %s was deleted", c, name)
			}
		}
	}
}

func TestTheNewestOfNoneIsNone(t *testing.T) {
	if _, err := (Shelf{t.TempDir()}).Newest(); !errors.Is(err, ErrNone) {
		t.Errorf("got %v", err)
	}
	if _, err := (Shelf{filepath.Join(t.TempDir(), "nix")}).Newest(); err == nil || errors.Is(err, ErrNone) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestANameSaysWhen(t *testing.T) {
	zone := time.FixedZone("", 7*3600)
	if got := (Shelf{"d"}).Name(made.In(zone), true); got != "d/hailong-20261123T200500Z.backup.age" {
		t.Errorf("got %s", got)
	}
}

func TestADiskWithoutRoomIsRefusedBeforehand(t *testing.T) {
	dir := t.TempDir()
	must(t, Room(dir, 0))
	if err := Room(dir, math.MaxInt64/2); err == nil || !strings.Contains(err.Error(), "make room") {
		t.Errorf("got %v", err)
	}
	if err := Room(filepath.Join(dir, "nix"), 0); err == nil {
		t.Error("a folder that is not there has room")
	}
}

func TestAHashIsReadAsItWasWritten(t *testing.T) {
	var h, again Hash
	for i := range 50 {
		h.add(fmt.Append(nil, i))
	}
	text, err := h.MarshalText()
	must(t, err)
	must(t, again.UnmarshalText(text))
	if again != h || len(text) != 64 {
		t.Errorf("%s is read as %v, want %v", text, again, h)
	}
	for _, bad := range []string{"", "00", strings.Repeat("g", 64), strings.Repeat("0", 66)} {
		if again.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q is taken for a hash", bad)
		}
	}
}
