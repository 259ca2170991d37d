package period

import (
	"time"
	_ "time/tzdata" // a bare container has no zone files

	"hailong/internal/survey"
)

// zone is the clock of every commune. Viet Nam has had one zone and no summer
// time since 1975.
var zone = load("Asia/Ho_Chi_Minh")

func load(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // at start-up, and only from a binary built without time/tzdata
	}
	return l
}

// Local returns the same instant on the clock of Viet Nam.
func Local(t time.Time) time.Time { return t.In(zone) }

// Today returns the day it is in Viet Nam at the instant now.
func Today(now time.Time) survey.Date { return survey.DateOf(Local(now)) }
