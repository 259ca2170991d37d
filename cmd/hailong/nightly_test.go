package main

import (
	"testing"
	"time"

	"hailong/internal/config"
	"hailong/internal/period"
)

func TestTheQuietHourIsThreeInTheMorningOfTheUnit(t *testing.T) {
	for _, c := range []struct{ now, want string }{
		{"2026-11-23T02:59:59+07:00", "1s"},
		{"2026-11-23T03:00:00+07:00", "24h0m0s"},
		{"2026-11-23T03:00:01+07:00", "23h59m59s"},
		{"2026-11-22T20:00:00Z", "24h0m0s"},
		{"2026-12-31T23:00:00+07:00", "4h0m0s"},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := untilQuiet(now).String(); got != c.want {
			t.Errorf("at %s: %s, want %s", c.now, got, c.want)
		}
		if at := period.Local(now.Add(untilQuiet(now))); at.Hour() != quietHour || at.Minute() != 0 {
			t.Errorf("at %s the next quiet hour is %s", c.now, at)
		}
	}
}

func TestTheNightLosesNothing(t *testing.T) {
	dir := newDir(t)
	command(t, dir, "demo", "--responses", "200", "--campaign", "demo-short").works(t)
	before := export(t, dir, "demo-short", "csv")
	var out, log journal
	p, err := start(&config.Config{Addr: "127.0.0.1:0", DataDir: dir, MetricsAddr: config.Off, LogLevel: "info"}, streams{t.Context(), &out, &log})
	if err != nil {
		t.Fatal(err)
	}
	p.tidy(t.Context())
	p.stop()
	holds(t, log.String(), "nightly housekeeping done")
	if export(t, dir, "demo-short", "csv") != before {
		t.Error("the export changed over night")
	}
}
