package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hailong/internal/config"
	"hailong/internal/contact"
	"hailong/internal/store"
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

func TestTheNightDeletesRequestsForAnAnswerThatWereKeptLongEnough(t *testing.T) {
	everywhere(t, func(t *testing.T, dir string) {
		c := &config.Config{Addr: "127.0.0.1:0", DataDir: dir, MetricsAddr: config.Off, LogLevel: "info"}
		if location(dir).database() {
			c.MongoDBURI = dir
		}
		var out, log journal
		p, err := start(c, streams{t.Context(), &out, &log})
		if err != nil {
			t.Fatal(err)
		}
		defer p.stop()
		var unit string
		for u, err := range store.Units.All(t.Context(), p.store) {
			if err != nil {
				t.Fatal(err)
			}
			unit = u.Code
		}
		desk := contact.NewDesk(p.store, time.Now)
		for _, days := range []int{contact.MostDays + 1, contact.MostDays - 1} {
			then := contact.NewDesk(p.store, func() time.Time { return time.Now().AddDate(0, 0, -days) })
			if _, err := then.Submit(t.Context(), contact.Form{
				Unit: unit, Key: fmt.Sprintf("khoa-cua-%d-ngay-truoc", days), Name: fmt.Sprint(days), Email: "lan@vidu.vn",
				Message: "Bao giờ xong?", Consent: contact.Consent{Given: true, Text: "2026-11/vi"},
			}); err != nil {
				t.Fatal(err)
			}
		}
		p.doChores(t.Context())
		list, err := desk.List(t.Context(), unit)
		if err != nil || len(list) != 1 || list[0].Name != fmt.Sprint(contact.MostDays-1) {
			t.Errorf("left after the night: %+v, %v; log %s", list, err, log.String())
		}
	})
}
