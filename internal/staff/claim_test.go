package staff

import (
	"testing"
	"time"
)

func (o *office) counts(want map[string]int, when string) {
	o.Helper()
	for kind, n := range want {
		if got := o.count(kind); got != n {
			o.Errorf("%s: got %d %s, want %d", when, got, kind, n)
		}
	}
}

func TestSweepRemovesWhatLoginsHaveLeftBehind(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	o.account("hoa")
	_, err := o.BeginTOTP(t.Context(), "hoa", password)
	o.must(err)
	secret, recovery := o.enrol("lan")
	for _, typed := range []string{o.code(secret), recovery[0]} {
		_, err := o.SecondFactor(t.Context(), o.challenge(o.Office, "lan"), typed)
		o.must(err)
	}
	waiting := o.challenge(o.Office, "lan")
	kinds := func(enrolled, challenged, codes, recovered, tried int) map[string]int {
		return map[string]int{string(enrolments): enrolled, string(challenges): challenged, string(spentCodes): codes,
			string(spentRecovery): recovered, string(challengeTries): tried}
	}
	// Of the codes one is the enrolment's first, one the enrolment itself.
	o.counts(kinds(1, 1, 3, 1, 2), "before")
	o.must(o.sessions.Sweep(t.Context(), o.Now()))
	o.counts(kinds(1, 1, 3, 1, 2), "while all may be asked for")
	if _, err := o.SecondFactor(t.Context(), waiting, recovery[1]); err != nil {
		t.Errorf("a challenge that was swept over: got %v", err)
	}
	o.challenge(o.Office, "lan")
	o.advance(enrolmentLife)
	o.must(o.sessions.Sweep(t.Context(), o.Now()))
	o.counts(kinds(0, 0, 3, 2, 3), "after ten minutes")
	o.advance(claimLife)
	o.must(o.sessions.Sweep(t.Context(), o.Now()))
	o.counts(kinds(0, 0, 0, 2, 0), "after an hour")
	_, err = o.SecondFactor(t.Context(), o.challenge(o.Office, "lan"), recovery[0])
	o.refuses(ErrCode, err, "a used recovery code after sweeping")
	o.must(o.accounts.ResetTOTP(t.Context(), "lan"))
	o.must(o.sessions.Sweep(t.Context(), o.Now().Add(time.Second)))
	o.counts(map[string]int{string(spentRecovery): 0}, "when the factor is gone")
}

func TestAUsedRecoveryCodeOfNobodyIsSwept(t *testing.T) {
	o := newOffice(t)
	o.must(spentRecovery.Create(t.Context(), o.store, "nobody/"+digest("x"), claim{}))
	o.must(o.sessions.Sweep(t.Context(), o.Now()))
	o.counts(map[string]int{string(spentRecovery): 0}, "without its account")
}
