package main

import (
	"bufio"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// recording is strace in front of a service. It writes down what reaches the disk
// and what leaves for the network, and the service stays a child of the test.
func recording(file string) []string {
	return []string{"strace", "-D", "-f", "-y", "-xx", "-s", "5000", "-o", file,
		"-e", "trace=pwrite64,ftruncate,fsync,fdatasync,write", "-e", "signal=none"}
}

// A call is one that has returned. Those on files have a name, an
// acknowledgement that was written to a connection has a receipt.
type call struct {
	name    string // of the file
	what    string // pwrite64, ftruncate, fsync
	at      int64  // offset, or the length of ftruncate
	data    []byte
	receipt string
}

type calls []call

var (
	begun   = regexp.MustCompile(`^(\d+) +(\w+)\((\d+)<([^>]*)>(.*)$`)
	resumed = regexp.MustCompile(`^(\d+) +<\.\.\. (\w+) resumed>.*\) += (-?\d+)`)
	ended   = regexp.MustCompile(`\) += (-?\d+)`)
	offset  = regexp.MustCompile(`, (\d+)\) += |, (\d+) <unfinished|, (\d+)$`)
	receipt = regexp.MustCompile(`"receipt":"([^"]+)"`)
)

// readCalls reads a record of strace. A write to the network counts from its
// beginning, since the answer may have left; one to a file from its return.
func readCalls(t *testing.T, file, dir string) calls {
	t.Helper()
	f, err := os.Open(file)
	must(t, err)
	defer f.Close()
	under := make(map[string]string) // by thread: a call that has not returned
	var list calls
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		line := in.Text()
		if m := resumed.FindStringSubmatch(line); m != nil {
			if earlier, ok := under[m[1]]; ok && m[3] != "-1" {
				list = list.add(earlier, dir, false)
			}
			delete(under, m[1])
			continue
		}
		m := begun.FindStringSubmatch(line)
		switch {
		case m == nil:
		case strings.Contains(line, "<unfinished ...>"):
			under[m[1]] = line
			list = list.add(line, dir, true)
		case ended.FindStringSubmatch(line) != nil && ended.FindStringSubmatch(line)[1] != "-1":
			list = list.add(line, dir, true)
			list = list.add(line, dir, false)
		}
	}
	must(t, in.Err())
	return list
}

// add takes a line of the record for its network side, or for its file side.
func (l calls) add(line, dir string, network bool) calls {
	m := begun.FindStringSubmatch(line)
	what, target := m[2], unhex(m[4])
	if network {
		if what != "write" || strings.HasPrefix(target, "/") {
			return l
		}
		found := receipt.FindSubmatch(quoted(m[5]))
		if found == nil {
			return l
		}
		return append(l, call{receipt: string(found[1])})
	}
	if filepath.Dir(target) != dir {
		return l
	}
	c := call{name: filepath.Base(target), what: what}
	switch what {
	case "pwrite64":
		c.data = quoted(m[5])
		c.at = number(m[5])
	case "ftruncate":
		c.at = number(m[5])
	case "fsync", "fdatasync":
		c.what = "fsync"
	default: // the number of the process in the lock
		return l
	}
	return append(l, c)
}

// unhex undoes what -xx does to text.
func unhex(text string) string {
	plain, err := strconv.Unquote(`"` + text + `"`)
	if err != nil {
		return text
	}
	return plain
}

// quoted is the text that a call was given.
func quoted(arguments string) []byte {
	_, text, _ := strings.Cut(arguments, `"`)
	text, _, _ = strings.Cut(text, `"`)
	return []byte(unhex(text))
}

// number is the last one that a call was given.
func number(arguments string) int64 {
	found := offset.FindStringSubmatch(arguments)
	if found == nil {
		return -1
	}
	n, err := strconv.ParseInt(found[1]+found[2]+found[3], 10, 64)
	if err != nil {
		return -1
	}
	return n
}

func (l calls) syncs(name string) (n int) {
	for _, c := range l {
		if c.name == name && c.what == "fsync" {
			n++
		}
	}
	return n
}

// acks are the places of the acknowledgements.
func (l calls) acks() (at []int) {
	for i, c := range l {
		if c.receipt != "" {
			at = append(at, i)
		}
	}
	return at
}

// A tape is a disk of which it is known what has reached it for good.
type tape struct {
	durable map[string][]byte
	pending map[string]calls // since the last fsync
}

// copy takes a folder as it lies there for durable.
func (d *tape) copy(dir string) error {
	d.durable, d.pending = make(map[string][]byte), make(map[string]calls)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if d.durable[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

func (d *tape) clone() *tape {
	c := &tape{make(map[string][]byte), make(map[string]calls)}
	for name, b := range d.durable {
		c.durable[name] = slices.Clone(b)
	}
	return c
}

// run does a call.
func (d *tape) run(c call) {
	switch {
	case c.name == "":
	case c.what != "fsync":
		d.pending[c.name] = append(d.pending[c.name], c)
	default:
		for _, p := range d.pending[c.name] {
			d.apply(p)
		}
		delete(d.pending, c.name)
	}
}

func (d *tape) apply(c call) {
	b := d.durable[c.name]
	end := c.at + int64(len(c.data))
	switch {
	case c.what == "ftruncate" && int64(len(b)) > c.at:
		b = b[:c.at]
	case int64(len(b)) < end:
		b = append(b, make([]byte, end-int64(len(b)))...)
	}
	copy(b[min(c.at, int64(len(b))):], c.data)
	d.durable[c.name] = b
}

// sector is what a disk writes whole.
const sector = 512

// cut writes the files as they are found after the power came back: of what was
// not synced nothing, all, or any part, of which the last piece may be torn.
func (d *tape) cut(dir string) error {
	how := rand.IntN(3)
	for _, name := range slices.Sorted(maps.Keys(d.pending)) {
		for _, c := range d.pending[name] {
			if how == 0 || how == 1 && rand.IntN(2) == 0 {
				continue
			}
			if torn := len(c.data) / sector; how == 1 && torn > 1 && rand.IntN(4) == 0 {
				c.data = c.data[:sector*(1+rand.IntN(torn-1))]
			}
			d.apply(c)
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	for name, b := range d.durable {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			return err
		}
	}
	return nil
}
