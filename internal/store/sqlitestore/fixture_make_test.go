package sqlitestore_test

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hailong/internal/audit"
	"hailong/internal/catalog"
	"hailong/internal/closing"
	"hailong/internal/daybook"
	"hailong/internal/demo"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

var makeFixture = flag.Bool("make-fixture", false, "keep the store that is made as the fixture of the newest schema")

// fixtureDay is when fixtures are made: after the quarter that they lock.
func fixtureDay() time.Time { return time.Date(2027, 1, 4, 3, 0, 0, 0, time.UTC) }

// A fixture is never made twice: one that could be overwritten would prove that
// today's program opens what today's program wrote.
func TestTheFixtureOfTodaysSchemaCanBeMade(t *testing.T) {
	dir := t.TempDir()
	s, err := sqlitestore.Open(t.Context(), dir)
	must(t, err)
	furnish(t, s)
	must(t, s.Repack(t.Context()))
	lay(t, s)
	must(t, s.CloseAsIs())
	db, err := os.ReadFile(filepath.Join(dir, "hailong.db"))
	must(t, err)
	s, err = sqlitestore.Open(t.Context(), dir)
	must(t, err)
	f := figuresOf(t, s, []string{"day-du", "khay", "quy-4"})
	must(t, s.Close())
	if f.Responses["khay"].Count != 12 || f.Responses["day-du"].Count != 24 || f.Responses["quy-4"].Count != 48 || f.Editions != 1 || f.Records["accounts"].Count != 3 {
		t.Errorf("made %+v", f)
	}
	folder := filepath.Join(t.TempDir(), fmt.Sprintf("schema-%d", sqlitestore.Newest))
	if *makeFixture {
		folder = filepath.Join(fixtures, filepath.Base(folder))
	}
	keepFixture(t, folder, db, f)
	opensWithItsFigures(t, folder)
}

// lay leaves as many responses in the tray as many people send at once.
func lay(t *testing.T, s *sqlitestore.Store) {
	t.Helper()
	batch := make([]survey.Response, 12)
	for i := range batch {
		key := fmt.Sprint("nhiều người gửi cùng lúc ", i)
		batch[i] = survey.Response{
			ID: survey.IDOf("khay", key), Receipt: survey.ReceiptOf("khay", key), Template: survey.Ref{Code: "short", Version: 1},
			Campaign: "khay", Unit: "ninh-giang", Place: "trung-tam", Channel: survey.ChannelQR,
			Date: survey.Day(2027, time.January, 4), Answers: survey.Answers{4, 0, byte(i % 5)},
		}
	}
	_, err := s.Insert(t.Context(), batch)
	must(t, err)
}

func keepFixture(t *testing.T, folder string, db []byte, f figures) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(folder), 0o755))
	must(t, os.Mkdir(folder, 0o755))
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	must(t, err)
	_, err = z.Write(db)
	must(t, errors.Join(err, z.Close()))
	text, err := json.MarshalIndent(f, "", "\t")
	must(t, err)
	must(t, os.WriteFile(filepath.Join(folder, fixtureFile), packed.Bytes(), 0o644))
	must(t, os.WriteFile(filepath.Join(folder, figuresFile), append(text, '\n'), 0o644))
}

// furnish fills a store with a little of what an office has after a quarter: two
// campaigns, three people and a token, a log, packed days, and a period that was
// locked, checked, approved and published.
func furnish(t *testing.T, s *sqlitestore.Store) {
	t.Helper()
	c, err := catalog.Load(templates.FS)
	must(t, err)
	must(t, c.Freeze(t.Context(), s))
	unit := survey.Unit{Code: "ninh-giang", Name: survey.Text{"vi": "xã Ninh Giang"}}
	place := survey.Place{Code: "trung-tam", Unit: unit.Code, Name: survey.Text{"vi": "Trung tâm Phục vụ hành chính công"}}
	must(t, store.Units.Create(t.Context(), s, unit.Code, unit))
	must(t, store.Places.Create(t.Context(), s, place.Code, place))
	furnishCampaign(t, s, c, place, survey.Campaign{Code: "quy-4", Unit: unit.Code, Scheme: "calendar", Template: survey.Ref{Code: "short", Version: 1}}, 48)
	furnishCampaign(t, s, c, place, survey.Campaign{Code: "day-du", Unit: unit.Code, Scheme: "calendar", Template: survey.Ref{Code: "full", Version: 1}}, 24)
	furnishOffice(t, s)
	book := daybook.New(s, fixtureDay, daybook.Options{})
	_, err = book.Pack(t.Context())
	must(t, err)
	publish(t, closing.NewOffice(closing.Options{
		Store: s, Source: report.Source{Store: s, Counter: book, Templates: c, Fields: c.Fields()}, Now: fixtureDay,
	}))
}

func furnishCampaign(t *testing.T, s *sqlitestore.Store, c *catalog.Catalog, place survey.Place, k survey.Campaign, n int) {
	t.Helper()
	k.Opens = survey.Day(2026, time.October, 1)
	must(t, store.Campaigns.Create(t.Context(), s, k.Code, k))
	must(t, store.Posters.Create(t.Context(), s, k.Code, survey.Poster{Code: k.Code, Campaign: k.Code, Place: place.Code, Channel: survey.ChannelQR, Since: k.Opens}))
	template, err := c.Template(k.Template)
	must(t, err)
	var batch []survey.Response
	for r := range (demo.Plan{Campaign: k, Template: template, Places: []survey.Place{place}, Fields: c.Fields(),
		From: k.Opens, To: survey.Day(2026, time.December, 31), Responses: n, Seed: 1}).All() {
		batch = append(batch, r)
	}
	_, err = s.Insert(t.Context(), batch)
	must(t, err)
}

func furnishOffice(t *testing.T, s *sqlitestore.Store) {
	t.Helper()
	office := staff.NewOffice(s, rand.Reader, fixtureDay)
	log := audit.New(s, fixtureDay)
	for name, role := range map[string]staff.Role{"lan": staff.Admin, "huong": staff.Officer, "binh": staff.Clerk} {
		password, err := staff.GeneratePassword(rand.Reader)
		must(t, err)
		must(t, log.Record(t.Context(), audit.Entry{Actor: audit.Console, Action: "account.create", Object: name}))
		_, err = office.Accounts.CreateAccount(t.Context(), staff.Account{Username: name, Role: role}, password)
		must(t, err)
	}
	must(t, log.Record(t.Context(), audit.Entry{Actor: "lan", Action: "token.create"}))
	_, err := office.NewToken(t.Context(), staff.Officer)
	must(t, err)
}

func publish(t *testing.T, o *closing.Office) {
	t.Helper()
	quarter := period.Of(period.Quarter, survey.Day(2026, time.November, 1), period.Calendar)
	e, err := o.Lock(t.Context(), closing.LockOrder{Campaign: "quy-4", Period: quarter, By: "binh"})
	must(t, err)
	for _, step := range []closing.Action{{Kind: closing.Check, By: "huong"}, {Kind: closing.Approve, By: "lan"}, {Kind: closing.Publish, By: "binh"}} {
		step.Seen = len(e.Steps)
		e, err = o.Do(t.Context(), e, step)
		must(t, err)
	}
	if e.State != closing.Published {
		t.Errorf("the edition is %s", e.State)
	}
}
