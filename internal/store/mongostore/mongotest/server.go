// Package mongotest gives tests a database that speaks MongoDB's protocol: the
// one that HAILONG_TEST_MONGODB_URI names, or else the server of the module
// ../wiretest, built once and started as a process of its own for each test
// program. Where there is none a test is skipped, and fails in CI
// (HAILONG_TEST_REQUIRE=1).
package mongotest

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Database returns the address of an empty database, which is dropped when the
// test ends.
func Database(t testing.TB) string {
	t.Helper()
	server := Server(t)
	name := "hailong_test_" + strings.ToLower(rand.Text()[:12])
	uri := within(server, name)
	t.Cleanup(func() {
		if err := drop(uri, name); err != nil {
			t.Logf("drop %s: %v", name, err)
		}
	})
	return uri
}

// Server returns the address of the server, without a database.
func Server(t testing.TB) string {
	t.Helper()
	if uri := os.Getenv("HAILONG_TEST_MONGODB_URI"); uri != "" {
		return uri
	}
	own, err := started()
	if err != nil {
		if os.Getenv("HAILONG_TEST_REQUIRE") == "1" {
			t.Fatalf("no database to test with: %v", err)
		}
		t.Skipf("no database to test with: %v", err)
	}
	return own.uri
}

// within names the database in a server's address.
func within(uri, database string) string {
	uri, query, _ := strings.Cut(uri, "?")
	scheme, rest, _ := strings.Cut(uri, "://")
	hosts, _, _ := strings.Cut(rest, "/")
	uri = scheme + "://" + hosts + "/" + database
	if query != "" {
		uri += "?" + query
	}
	return uri
}

// dropLimit bounds the tidying up.
const dropLimit = 10 * time.Second

func drop(uri, name string) error {
	client, err := mongo.Connect(options.Client().ApplyURI(uri).SetServerSelectionTimeout(dropLimit))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), dropLimit)
	defer cancel()
	return errors.Join(client.Database(name).Drop(ctx), client.Disconnect(ctx))
}

// A server is the process that was started. It ends with this one, which holds
// the other end of its standard input.
type server struct {
	uri   string
	input io.Closer
}

// started starts the server at the first call.
var started = sync.OnceValues(func() (server, error) {
	program, err := build()
	if err != nil {
		return server{}, err
	}
	cmd := exec.Command(program)
	cmd.Stderr = os.Stderr
	input, err := cmd.StdinPipe()
	if err != nil {
		return server{}, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return server{}, err
	}
	if err := cmd.Start(); err != nil {
		return server{}, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return server{}, fmt.Errorf("the test server said nothing: %w", err)
	}
	return server{strings.TrimSpace(line), input}, nil
})

// build compiles the server unless it is there: it takes half a minute, and the
// test programs of several packages want it at the same time.
func build() (string, error) {
	_, here, _, _ := runtime.Caller(0)
	module := filepath.Join(filepath.Dir(here), "..", "wiretest")
	folder, err := os.UserCacheDir()
	if err != nil {
		folder = os.TempDir()
	}
	folder = filepath.Join(folder, "hailong-test")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	lock, err := os.Create(filepath.Join(folder, "lock"))
	if err != nil {
		return "", err
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return "", err
	}
	version, err := fingerprint(module)
	if err != nil {
		return "", err
	}
	program := filepath.Join(folder, "wiretest-"+version)
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	cmd := exec.Command("go", "build", "-buildvcs=false", "-tags", "ferretdb_no_postgresql", "-o", program+".new", ".")
	cmd.Dir = module
	cmd.Env = append(os.Environ(), "GOFLAGS=", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the test server: %w\n%s", err, out)
	}
	return program, os.Rename(program+".new", program)
}

// fingerprint changes with whatever the server is built from.
func fingerprint(module string) (string, error) {
	h := sha256.New()
	for _, name := range []string{"go.mod", "go.sum", "main.go"} {
		b, err := os.ReadFile(filepath.Join(module, name))
		if err != nil {
			return "", err
		}
		h.Write(b)
	}
	fmt.Fprint(h, runtime.Version())
	return hex.EncodeToString(h.Sum(nil)[:6]), nil
}
