package catalog

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

func newStore(t *testing.T) store.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// campaign records a campaign that runs a template.
func campaign(t *testing.T, s store.Store, code, template string, version int) {
	t.Helper()
	c := survey.Campaign{Code: code, Template: survey.Ref{Code: template, Version: version}}
	if err := store.Campaigns.Replace(t.Context(), s, code, c); err != nil {
		t.Fatal(err)
	}
}

// answer stores a response that was given to a template in a campaign.
func answer(t *testing.T, s store.Store, campaign, template string, version int) {
	t.Helper()
	r := survey.Response{
		ID: survey.IDOf(campaign, template+t.Name()), Campaign: campaign, Template: survey.Ref{Code: template, Version: version},
		Unit: "ninhgiang", Place: "tt", Counter: "q1", Channel: survey.ChannelQR,
		Date: survey.Day(2026, time.October, 5), Answers: survey.Answers{5, 0, 0},
	}
	if _, err := s.Insert(t.Context(), []survey.Response{r}); err != nil {
		t.Fatal(err)
	}
}

// start loads sources as files a.yaml, b.yaml … and freezes them, as a start of
// the program does.
func start(t *testing.T, s store.Store, sources ...string) (*Catalog, error) {
	t.Helper()
	fsys := fstest.MapFS{}
	for i, source := range sources {
		fsys[string(rune('a'+i))+".yaml"] = &fstest.MapFile{Data: []byte(source)}
	}
	c, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return c, c.Freeze(t.Context(), s)
}

func mustStart(t *testing.T, s store.Store, sources ...string) *Catalog {
	t.Helper()
	c, err := start(t, s, sources...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func reworded(source string) string { return strings.Replace(source, "Nhìn chung?", "Nói chung?", 1) }

func TestAnAnsweredTemplateIsFrozen(t *testing.T) {
	s, source := newStore(t), small("short", 1)
	mustStart(t, s, source)
	campaign(t, s, "q4", "short", 1)
	answer(t, s, "q4", "short", 1)
	mustStart(t, s, source)
	_, err := start(t, s, reworded(source))
	want := `a.yaml:14: sections[0].questions[0].text.vi: template short version 1 is frozen: responses were given to it; ` +
		`restore this value (was: "Nhìn chung?") or give the changed template a new version`
	if got := complaints(t, err).Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// A new version beside the restored one is the way out.
	c := mustStart(t, s, source, strings.Replace(reworded(source), "version: 1", "version: 2", 1))
	if got := len(c.Templates()); got != 2 {
		t.Errorf("got %d templates, want 2", got)
	}
}

func TestCommentsAndLayoutAreNotFrozen(t *testing.T) {
	s, source := newStore(t), small("short", 1)
	mustStart(t, s, source)
	campaign(t, s, "q4", "short", 1)
	answer(t, s, "q4", "short", 1)
	source = "# một phút\n" + strings.Replace(source, "title: { vi: Phiếu thử }", "title:\n  vi: 'Phiếu thử'", 1)
	if _, err := start(t, s, source); err != nil {
		t.Errorf("got %v, want nothing to complain about", err)
	}
}

func TestATemplateMayChangeUntilSomebodyAnswersIt(t *testing.T) {
	s, source := newStore(t), small("short", 1)
	mustStart(t, s, source)
	campaign(t, s, "q4", "short", 1)
	campaign(t, s, "other", "full", 1)
	answer(t, s, "other", "full", 1)
	mustStart(t, s, reworded(source))
	answer(t, s, "q4", "short", 1)
	// From here on it is the second wording that counts.
	mustStart(t, s, reworded(source))
	_, err := start(t, s, source)
	if got := complaints(t, err).Error(); !strings.Contains(got, `(was: "Nói chung?")`) {
		t.Errorf("got %s, want the wording that was answered", got)
	}
}

func TestATemplateStaysFrozenWhenItsCampaignGoesOnToANewVersion(t *testing.T) {
	s, source := newStore(t), small("short", 1)
	mustStart(t, s, source)
	campaign(t, s, "q4", "short", 1)
	answer(t, s, "q4", "short", 1)
	campaign(t, s, "q4", "short", 2)
	_, err := start(t, s, reworded(source), small("short", 2))
	if got := complaints(t, err); len(got) != 1 || got[0].File != "a.yaml" {
		t.Errorf("got %v, want a complaint about version 1", got)
	}
}

func TestEveryChangedTemplateIsComplainedAbout(t *testing.T) {
	s := newStore(t)
	mustStart(t, s, small("full", 1), small("short", 1))
	for _, code := range []string{"full", "short"} {
		campaign(t, s, code, code, 1)
		answer(t, s, code, code, 1)
	}
	_, err := start(t, s, reworded(small("full", 1)), reworded(small("short", 1)))
	if got := complaints(t, err); len(got) != 2 || got[0].File != "a.yaml" || got[1].File != "b.yaml" {
		t.Errorf("got %v, want one complaint for each file", got)
	}
}

func TestATemplateTakenOutOfTheFolderStaysReadable(t *testing.T) {
	s := newStore(t)
	mustStart(t, s, small("short", 1), small("short", 3), small("full", 7))
	c := mustStart(t, s, small("short", 1))
	for _, ref := range []survey.Ref{{Code: "short", Version: 3}, {Code: "full", Version: 7}} {
		got, err := c.Template(ref)
		if err != nil {
			t.Fatal(err)
		}
		if got.Question("HL0") == nil || !got.Fits(survey.Answers{5, 1, 0}) {
			t.Errorf("%s came back without its questions", ref)
		}
	}
	// New campaigns take what is in the folder, or else the last that was.
	for code, version := range map[string]int{"short": 1, "full": 7} {
		if got, err := c.Latest(code); err != nil || got.Version != version {
			t.Errorf("latest %s: got %v %v, want version %d", code, got.Ref(), err, version)
		}
	}
}

func TestInstancesThatStartTogetherAgree(t *testing.T) {
	s := newStore(t)
	var racers sync.WaitGroup
	for range 8 {
		racers.Go(func() {
			c, err := Load(folder("a", "short", 1, "b", "full", 1))
			if err == nil {
				err = c.Freeze(t.Context(), s)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	racers.Wait()
	n := 0
	for _, err := range frozenTemplates.All(t.Context(), s) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 2 {
		t.Errorf("got %d records, want 2", n)
	}
}

func TestTheRealTemplatesSurviveARestart(t *testing.T) {
	s := newStore(t)
	for range 2 {
		if err := ours(t).Freeze(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFreezeReportsWhatTheStoreCannotDo(t *testing.T) {
	var cs Complaints
	t.Run("a record of another template", func(t *testing.T) {
		s := newStore(t)
		put(t, s, "short@1", frozen{survey.Ref{Code: "short", Version: 1}, small("full", 1)})
		_, err := start(t, s, small("short", 1))
		if err == nil || errors.As(err, &cs) || !strings.Contains(err.Error(), "freeze templates: short@1: read the record: it holds full@1") {
			t.Errorf("got %v, want an error about the record", err)
		}
	})
	t.Run("a broken record", func(t *testing.T) {
		s := newStore(t)
		put(t, s, "full@1", frozen{survey.Ref{Code: "full", Version: 1}, "code: [full"})
		_, err := start(t, s, small("short", 1))
		if err == nil || !strings.Contains(err.Error(), "freeze templates: full@1: read the record: ") {
			t.Errorf("got %v, want an error about the record", err)
		}
	})
	t.Run("no time left", func(t *testing.T) {
		s := newStore(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := ours(t).Freeze(ctx, s); err == nil {
			t.Error("got nothing, want an error")
		}
	})
}

func put(t *testing.T, s store.Store, id string, z frozen) {
	t.Helper()
	if err := frozenTemplates.Replace(t.Context(), s, id, z); err != nil {
		t.Fatal(err)
	}
}

func TestNewerRulesDoNotMakeOldResponsesUnreadable(t *testing.T) {
	s := newStore(t)
	// Two levels: Check would refuse it today.
	old := strings.Replace(small("short", 1), "  - { vi: Bình thường }\n  - { vi: Hài lòng }\n  - { vi: Rất hài lòng }\n", "", 1)
	put(t, s, "short@1", frozen{survey.Ref{Code: "short", Version: 1}, old})
	c := mustStart(t, s, small("full", 1))
	got := template(t, c, "short", 1)
	if len(got.Levels) != 2 || !got.Fits(survey.Answers{5, 1, survey.CellNA}) {
		t.Errorf("got %d levels and %d columns, want it as it was", len(got.Levels), len(got.Columns()))
	}
}

func TestAnUnansweredDifferenceBetweenInstancesIsSettledByTheLaterStart(t *testing.T) {
	s, source := newStore(t), small("short", 1)
	mustStart(t, s, source)
	mustStart(t, s, reworded(source))
	record, err := frozenTemplates.Get(t.Context(), s, "short@1")
	if err != nil || record.Source != reworded(source) {
		t.Errorf("got %q %v, want the later wording", record.Source, err)
	}
	mustStart(t, s, source)
}

func TestAResponseToAnotherVersionFreezesNothing(t *testing.T) {
	s := newStore(t)
	mustStart(t, s, small("short", 1), small("short", 2))
	campaign(t, s, "q4", "short", 1) // named in the campaign, but never answered
	answer(t, s, "q4", "short", 2)
	if _, err := start(t, s, reworded(small("short", 1)), small("short", 2)); err != nil {
		t.Errorf("got %v, want version 1 free to change", err)
	}
	_, err := start(t, s, reworded(small("short", 1)), reworded(small("short", 2)))
	if got := complaints(t, err); len(got) != 1 || got[0].File != "b.yaml" {
		t.Errorf("got %v, want a complaint about version 2", got)
	}
}
