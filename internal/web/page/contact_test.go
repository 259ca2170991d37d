package page

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"hailong/internal/contact"
	"hailong/internal/survey"
)

var limits = ContactLimits{
	Name: contact.MaxName, Message: contact.MaxMessage, Reply: contact.ReplyDays, AfterReply: contact.DaysAfterReply,
	Longest: contact.MostDays, RightsWorkDays: contact.RightsWorkDays, RightsDays: contact.RightsDays,
}

// The version is kept with a request as the evidence of what the person agreed to.
func TestTheWordsOfAConsentChangeWithTheirVersionOnly(t *testing.T) {
	for version, want := range map[string]string{"2026-11/vi": "aace1a75fbd64124", "2026-11/en": "003ff798dea1733a"} {
		l := survey.Lang(version[len(version)-2:])
		w := WordsIn(l)
		text := strings.Join(append(w.contactConsent("X", limits), w.ContactAgree), "\n")
		if got := fmt.Sprintf("%.8x", sha256.Sum256([]byte(text))); ConsentVersion(l) != version || got != want {
			t.Errorf("%s is %s of words %s, want %s: give the changed words another version", ConsentVersion(l), version, got, want)
		}
	}
}

func TestEveryFaultOfARequestHasASentenceInEveryLanguage(t *testing.T) {
	for _, l := range Bilingual {
		for _, c := range contactParts {
			if s := WordsIn(l).ContactFault(c.part, limits); s == "" || strings.Contains(s, "%") {
				t.Errorf("%s in %s: %q", c.part, l, s)
			}
		}
		if n := len(WordsIn(l).ContactFaults); n != len(contactParts) {
			t.Errorf("%d sentences in %s for %d parts", n, l, len(contactParts))
		}
	}
}

func TestThePrivacyPageNamesTheDaysThatRequestsAreKept(t *testing.T) {
	for _, l := range Langs {
		all := strings.Join(WordsIn(l).Privacies, "\n")
		for _, days := range []int{contact.DaysAfterReply, contact.MostDays} {
			if !strings.Contains(all, fmt.Sprintf("%d ", days)) {
				t.Errorf("in %s it does not say %d days", l, days)
			}
		}
	}
}

func TestARequestShowsWhatWasTypedAndNothingTickedBeforehand(t *testing.T) {
	p := Contact{Citizen: Citizen{W: WordsIn(survey.Vietnamese), Authority: "UBND <xã>", Path: "/contact/xa"}, Limits: limits}
	r, err := set(t).Contact(p)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(r.HTML), `" checked`) || strings.Contains(string(r.HTML), "Lỗi:") {
		t.Error("something is ticked or wrong beforehand")
	}
	has(t, string(r.HTML), "UBND &lt;xã&gt;", `href="/contact/xa?lang=en"`)
	p.Name, p.Message, p.Agreed, p.Wrong = `"><script>`, "</textarea><script>", true, []string{"name", "contact", "key"}
	if r, err = set(t).Contact(p); err != nil {
		t.Fatal(err)
	}
	has(t, string(r.HTML), `value="2026-11/vi" checked`, `href="#c-name"`, `id="e-contact"`, "bấm “Gửi yêu cầu” lần nữa", "<title>Lỗi: ")
	if strings.Contains(string(r.HTML), "<script>") {
		t.Error("what was typed became a part of the page")
	}
}
