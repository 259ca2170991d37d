package main

import (
	"strings"
	"testing"
	"time"

	"hailong/internal/config"
)

func TestANightBeginsAtThreeInTheMorningOfTheUnit(t *testing.T) {
	for _, c := range []struct{ now, night, hour string }{
		{"2026-11-23T02:59:59+07:00", "2026-11-22", "2026-11-23T02"},
		{"2026-11-23T03:00:00+07:00", "2026-11-23", "2026-11-23T03"},
		{"2026-11-22T20:00:00Z", "2026-11-23", "2026-11-23T03"},
		{"2026-12-31T23:00:00+07:00", "2026-12-31", "2026-12-31T23"},
		{"2027-01-01T00:30:00+07:00", "2026-12-31", "2027-01-01T00"},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if night(now) != c.night || hour(now) != c.hour {
			t.Errorf("at %s: night %s, hour %s; want %s and %s", c.now, night(now), hour(now), c.night, c.hour)
		}
	}
}

func TestTheNightLosesNothing(t *testing.T) { everywhere(t, theNightLosesNothing) }

func theNightLosesNothing(t *testing.T, dir string) {
	command(t, dir, "demo", "--responses", "200", "--campaign", "demo-short").works(t)
	before := export(t, dir, "demo-short", "csv")
	c := &config.Config{Addr: "127.0.0.1:0", DataDir: dir, MetricsAddr: config.Off, LogLevel: "info"}
	if location(dir).database() {
		c.MongoDBURI = dir
	}
	for round := range 2 { // the second start finds the night's work done
		var out, log journal
		p, err := start(c, streams{t.Context(), &out, &log})
		if err != nil {
			t.Fatal(err)
		}
		p.doChores(t.Context())
		p.doChores(t.Context())
		p.stop()
		done := strings.Count(log.String(), `"chore done"`)
		if round == 0 && done != len(chores) || strings.Contains(log.String(), `"level":"ERROR"`) {
			t.Errorf("%d chores done, want each of %d once: %s", done, len(chores), log.String())
		}
		if round == 1 && strings.Contains(log.String(), `"name":"night"`) {
			t.Errorf("the night's work is done again: %s", log.String())
		}
	}
	if export(t, dir, "demo-short", "csv") != before {
		t.Error("the export changed over night")
	}
}
