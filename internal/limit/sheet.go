package limit

import (
	"net/netip"

	"hailong/internal/survey"
)

// A Sheet is one that somebody wants stored. What is left zero is not looked at.
type Sheet struct {
	// From is the sender. A tablet that many people use has none.
	From netip.Addr
	// Code is the poster's, Unit the commune's.
	Code, Unit string
}

func (s *Sheet) draws() []draw {
	draws := sheetTiers.draws(forSheets, s.From, 1)
	if s.Code != "" {
		draws = append(draws, draw{s.code(), codeBudget, 1})
	}
	if s.Unit != "" {
		draws = append(draws, draw{name{text: "unit/" + s.Unit}, unitBudget, 1})
	}
	return draws
}

func (s *Sheet) code() name { return name{text: "code/" + s.Code} }

// Sheet counts a sheet that is about to be stored, or says how long to wait. The
// flags of one that is allowed are survey.FlagNetwork and survey.FlagBurst.
func (l *Limiter) Sheet(s Sheet) Verdict {
	if l == nil {
		return Verdict{}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	at := l.tick()
	v := Verdict{Of: Sheets, Wait: l.take(at, s.draws())}
	if !v.Allowed() {
		return v
	}
	for _, n := range networks(s.From, s.Unit) {
		if l.open(n).count(at) > networkMost {
			v.Flags |= survey.FlagNetwork
		}
	}
	if s.Code != "" {
		e := l.open(s.code())
		if e.bursts(e.count(at)) {
			v.Flags |= survey.FlagBurst
		}
	}
	return v
}

// Return takes back what Sheet counted, where nothing new was stored: who sends
// again what was stored before, or what could not be stored, pays nothing.
func (l *Limiter) Return(s Sheet) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	at := l.tick()
	l.put(s.draws())
	counted := networks(s.From, s.Unit)
	if s.Code != "" {
		counted = append(counted, s.code())
	}
	for _, n := range counted {
		if e := l.find(n); e != nil {
			e.uncount(at)
		}
	}
}

// Guess judges a slip's code that was looked up. A wrong one is counted. Who has
// tried too many hears of a right one only that too many were wrong: otherwise
// the answer would tell which is right.
func (l *Limiter) Guess(from netip.Addr, right bool) Verdict {
	if l == nil {
		return Verdict{}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	at := l.tick()
	draws := append(guessTiers.draws(forGuesses, from, 1), draw{name{text: forGuesses}, guessBudget, 1})
	if right {
		_, wait := l.wait(at, draws)
		return Verdict{Of: Guesses, Wait: wait}
	}
	return Verdict{Of: Guesses, Wait: l.take(at, draws)}
}

// Contact counts a request for an answer, or says how long to wait.
func (l *Limiter) Contact(from netip.Addr) Verdict {
	if l == nil {
		return Verdict{}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return Verdict{Of: Contacts, Wait: l.take(l.tick(), contactTiers.draws(forContacts, from, 1))}
}

// ReturnContact takes back what Contact counted, where nothing was kept.
func (l *Limiter) ReturnContact(from netip.Addr) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tick()
	l.put(contactTiers.draws(forContacts, from, 1))
}
