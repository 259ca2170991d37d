package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// refused starts a second service that cannot be, and wants it to say so at
// once and to end.
func refused(t *testing.T, dir string, settings []string, texts ...string) {
	t.Helper()
	start := time.Now()
	c := launch(t, dir, []string{"serve"}, settings...)
	code, _ := c.exit()
	if took := time.Since(start); took > time.Second {
		t.Errorf("refused after %v, want within 1 s", took)
	}
	said{code, c.stdout.String(), c.stderr.String()}.fails(t, texts...)
}

func TestASecondServiceOnAFolderIsRefusedAndTheFirstUnharmed(t *testing.T) {
	dir := newDir(t)
	first := serve(t, dir)
	caller := newCaller(t, first.ready.Address)
	l := submit(t, first.ready.Address, "unharmed", 4)
	l.begun()
	refused(t, dir, nil, "data folder in use", dir, fmt.Sprintf("process %d", first.cmd.Process.Pid), "HAILONG_DATA_DIR")
	for _, args := range [][]string{
		{"account", "token", "--role", "officer"}, {"export", "--campaign", "demo-short", "-o", "-"}, {"demo", "--responses", "5"},
	} {
		command(t, dir, args...).fails(t, "data folder in use", "stop that one first")
	}
	l.wait()
	if l.cut+l.refused > 0 || l.acked == 0 {
		t.Errorf("the first service cut off %d and acknowledged %d", l.cut, l.acked)
	}
	caller.get("/readyz").wants(t, 200)
	first.stop()
	stored := export(t, dir, "demo-short", "csv")
	for key := range l.receipts {
		if strings.Count(stored, key) != 1 {
			t.Errorf("%s is stored %d times, want once", key, strings.Count(stored, key))
		}
	}
}

func TestATakenPortIsSaidAndTheFirstPasswordNotUsedUp(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir, addr := newDir(t), taken.Addr().String()
	refused(t, dir, []string{"HAILONG_ADDR=" + addr}, "another program already listens on "+addr, "HAILONG_ADDR")
	refused(t, dir, []string{"HAILONG_METRICS_ADDR=" + addr}, "another program already listens on "+addr, "HAILONG_METRICS_ADDR")
	if c := serve(t, dir); c.password() == "" {
		t.Error("the first start that worked printed no password")
	}
}

func TestHealthAsksTheServiceOfThisConfiguration(t *testing.T) {
	dir := newDir(t)
	c := serve(t, dir)
	addr := strings.TrimPrefix(c.ready.Address, "http://")
	command(t, newDir(t), "health", "--addr", addr).works(t, "ready\n")
	_, port, _ := strings.Cut(addr, ":")
	command(t, newDir(t), "health", "--addr", ":"+port).works(t, "ready\n")
	c.kill()
	command(t, newDir(t), "health", "--addr", addr).fails(t, "does not answer on "+addr)
}

func TestHealthAsksUnderANameThatIsAlwaysAnswered(t *testing.T) {
	// With a public address set, the one listened on is nobody's name any more.
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != "localhost" || r.URL.Path != "/readyz" {
			w.WriteHeader(http.StatusMisdirectedRequest)
		}
	}))
	defer site.Close()
	command(t, newDir(t), "health", "--addr", site.Listener.Addr().String()).works(t, "ready\n")
}

func TestASetPublicAddressIsWhatPeopleAreTold(t *testing.T) {
	c := serve(t, newDir(t), "HAILONG_PUBLIC_URL=https://khaosat.example.vn/")
	holds(t, c.stdout.String(), "https://khaosat.example.vn/s/DEMO\n", "https://khaosat.example.vn/office\n", "Điện thoại")
	if c.ready.Address != "https://khaosat.example.vn" {
		t.Errorf("the log says %s", c.ready.Address)
	}
}
