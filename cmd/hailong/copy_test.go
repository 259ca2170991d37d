package main

import (
	"net/url"
	"strings"
	"testing"

	"hailong/internal/store/mongostore/mongotest"
)

func TestAStoreIsMovedToTheOtherEngineAndBack(t *testing.T) {
	first, database, last := newDir(t), mongotest.Database(t), newDir(t)
	c := serve(t, first, "HAILONG_ADMIN_PASSWORD="+password)
	newCaller(t, c.ready.Address).fillIn("/s/DEMO", url.Values{"HL0": {"5"}, "comment": {"Cảm ơn các anh chị 🙂"}})
	c.stop()
	command(t, first, "demo", "--responses", "300").works(t)
	token := newToken(t, first)
	before := export(t, first, "demo-full", "csv") + export(t, first, "demo-short", "json")

	there := command(t, "", "copy", "--from", first, "--to", database)
	there.works(t, "copied and compared: 301 responses in all\n", "records of accounts", "responses of demo-short")
	back := command(t, "", "copy", "--from", database, "--to", last)
	back.works(t)
	if there.stdout != back.stdout {
		t.Errorf("there\n%s\nand back\n%s", there.stdout, back.stdout)
	}
	for _, dir := range []string{database, last} {
		if got := export(t, dir, "demo-full", "csv") + export(t, dir, "demo-short", "json"); got != before {
			t.Errorf("%s exports something else", location(dir))
		}
		c := serve(t, dir)
		caller := newCaller(t, c.ready.Address)
		caller.login(password)
		caller.asOfficer(token, "/api/v1/index?campaign=demo-short")
		c.stop()
	}
}

func TestACopyRefusesWhatWouldMixOrLose(t *testing.T) {
	from := newDir(t)
	newToken(t, from)
	full := newDir(t)
	newToken(t, full)
	copies := func(from, to string) said { return command(t, "", "copy", "--from", from, "--to", to) }
	copies(from, full).fails(t, "the target is not empty")
	copies(newDir(t), full).fails(t, "there is no store in", "--from")
	copies("mongodb://ten:bi-mat@127.0.0.1:1/x", newDir(t)).fails(t, "cannot use the database x at 127.0.0.1:1")
	copies("postgres://ten:bi-mat@127.0.0.1/x", newDir(t)).fails(t, "begins with mongodb://")
	copies(from, from).fails(t)
	for _, s := range []said{copies("mongodb://ten:bi-mat@127.0.0.1:1/x", full), copies("http://ten:bi-mat@x", full)} {
		if strings.Contains(s.stderr+s.stdout, "bi-mat") {
			t.Errorf("%+v repeats the password", s)
		}
	}
}
