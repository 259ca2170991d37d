package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hailong/internal/store/sqlitestore"
)

func TestWhatWasAcknowledgedSurvivesKill9UnderLoad(t *testing.T) {
	onEach(t, whatWasAcknowledgedSurvivesKill9UnderLoad)
}

func whatWasAcknowledgedSurvivesKill9UnderLoad(t *testing.T, fresh func() string) {
	var dir, token string
	var all map[string]string
	var sum balance
	n := rounds(t, "HAILONG_TEST_KILLS", 5)
	for round := range n {
		if round%10 == 0 { // so that a long run does not read ever more
			dir, all = fresh(), make(map[string]string)
			token = newToken(t, dir)
		}
		c := serve(t, dir)
		l := submit(t, c.ready.Address, name("kill", round), 50)
		l.begun()
		pause(200*time.Millisecond + rand.N(1300*time.Millisecond))
		c.kill()
		l.wait()
		sound(t, dir)

		c = serve(t, dir)
		caller := newCaller(t, c.ready.Address)
		b := stored(caller, token).balance(l.receipts)
		sum = sum.plus(b)
		if b.lost > 0 || b.duplicated > 0 {
			t.Errorf("round %d: %v", round+1, b)
		}
		resend(t, caller, l.receipts)
		maps.Copy(all, l.receipts)
		stored(caller, token).exactly(t, all)
		c.kill() // a restart after it must do as well as one after a stop
	}
	if least := rounds(t, "HAILONG_TEST_KILL_ACKS", 1); sum.acked < least {
		t.Errorf("%d acknowledged in all, want %d: the kills found too little under way", sum.acked, least)
	}
	t.Logf("%d kills: %v", n, sum)
}

func (b balance) plus(o balance) balance {
	return balance{b.sent + o.sent, b.acked + o.acked, b.stored + o.stored, b.lost + o.lost, b.duplicated + o.duplicated, b.unanswered + o.unanswered}
}

func name(what string, round int) string { return fmt.Sprintf("%s-%03d", what, round) }

// sound checks the file as the kill left it. It works on a copy: opening it
// would mend what the next start must mend.
func sound(t *testing.T, dir string) {
	t.Helper()
	if location(dir).database() {
		return // the database is not ours to kill
	}
	left := filepath.Join(t.TempDir(), "left")
	if err := os.CopyFS(left, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(left)
	s, err := sqlitestore.Open(t.Context(), left)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAFirstStartKilledAtAnyInstantIsCompletedByTheNext(t *testing.T) {
	const setting = "HAILONG_ADMIN_PASSWORD=" + password
	n := rounds(t, "HAILONG_TEST_FIRST_STARTS", 20)
	states := map[string]int{}
	for round := range n {
		dir := newDir(t)
		c := launch(t, dir, []string{"serve"}, setting)
		if round%2 == 0 {
			pause(rand.N(150 * time.Millisecond))
		} else {
			// Much of the 150 ms belongs to the runtime and to hashing the first
			// password; these rounds fall into the making of the store.
			eventually(t, "the first start made no folder", func() bool { return exists(dir) })
			pause(rand.N(30 * time.Millisecond))
		}
		c.kill()
		states[stateOf(c, dir)]++
		if exists(filepath.Join(dir, "hailong.db")) {
			sound(t, dir)
		}

		c = serve(t, dir, setting)
		caller := newCaller(t, c.ready.Address)
		caller.login(password)
		for _, path := range []string{"/s/DEMO", "/s/DEMOFULL", "/readyz"} {
			caller.get(path).wants(t, 200)
		}
		c.kill()
	}
	t.Logf("%d first starts, killed: %v", n, states)
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func stateOf(c *child, dir string) string {
	switch {
	case !exists(dir):
		return "before the folder"
	case !exists(filepath.Join(dir, "hailong.db")):
		return "before the file"
	case c.stdout.String() == "":
		return "while furnishing"
	}
	return "after the greeting"
}
