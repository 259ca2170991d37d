package sqlitestore

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"sync"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"hailong/internal/survey"
)

// childEnv makes the test binary play another process: one of the roles below.
const childEnv = "HAILONG_TEST_CHILD"

func TestMain(m *testing.M) {
	if role := os.Getenv(childEnv); role != "" {
		if err := roles[role](os.Args[1]); err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

var roles = map[string]func(dir string) error{
	"open":    func(dir string) error { return openAndWait(dir, migrations) },
	"upgrade": func(dir string) error { return openAndWait(dir, upgraded) },
	"insert":  insertForEver,
	"ioerror": insertIntoError,
}

// upgraded is a later version of the schema that has work to do on every row.
var upgraded = append(migrations[:len(migrations):len(migrations)], `
	CREATE TABLE later (campaign, date, id, PRIMARY KEY (campaign, date, id)) WITHOUT ROWID;
	INSERT INTO later SELECT campaign, date, id FROM responses;
	CREATE INDEX later_ids ON later (id)`)

// child starts this binary in a role; the parent reads what it prints.
func child(t *testing.T, role, dir string) (cmd *exec.Cmd, out *bufio.Scanner) {
	t.Helper()
	cmd = exec.Command(os.Args[0], dir)
	cmd.Env = append(os.Environ(), childEnv+"="+role)
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(pipe)
}

// wait reaps a child; one that was killed is as it should be.
func wait(cmd *exec.Cmd) { _ = cmd.Wait() }

func openAndWait(dir string, migrations []string) error {
	fmt.Println("begin")
	if _, err := open(context.Background(), dir, migrations); err != nil {
		return err
	}
	fmt.Println("open")
	_, err := io.Copy(io.Discard, os.Stdin) // until the parent ends us
	return err
}

// insertForEver prints the id of every response that was acknowledged.
func insertForEver(dir string) error {
	s, err := Open(context.Background(), dir)
	if err != nil {
		return err
	}
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			for n := uint64(i); ; n += 4 {
				batch := given(1+int(n%40), n+uint64(os.Getpid())<<32)
				if _, err := s.Insert(context.Background(), batch); err != nil {
					fmt.Println("error:", err)
					return
				}
				acknowledge(batch)
			}
		})
	}
	group.Wait()
	return nil
}

func acknowledge(batch []survey.Response) {
	lines := make([]byte, 0, 30*len(batch))
	for i := range batch {
		lines = append(append(lines, batch[i].ID.String()...), '\n')
	}
	_, _ = os.Stdout.Write(lines)
}

// insertIntoError inserts until the kernel refuses to write, gives the room
// back, and inserts on.
func insertIntoError(dir string) error {
	s, err := Open(context.Background(), dir)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		return err
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 300 << 10, Max: old.Max}); err != nil {
		return err
	}
	for n := range uint64(10000) {
		batch := given(20, n)
		if _, err = s.Insert(context.Background(), batch); err != nil {
			break
		}
		acknowledge(batch)
	}
	fmt.Println("refused:", err)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		return err
	}
	select {
	case <-s.Failed():
		fmt.Println("failed")
	default:
	}
	_, err = s.Insert(context.Background(), given(1, 99999))
	fmt.Println("then:", err)
	return s.Close()
}
