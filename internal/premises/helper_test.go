package premises

import (
	"errors"
	"testing"

	"go.uber.org/goleak"

	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A commune is the premises of a store with one unit and one place.
type commune struct {
	*Premises
	t     *testing.T
	unit  survey.Unit
	place survey.Place
}

// everywhere runs a test on either engine.
func everywhere(t *testing.T, test func(t *testing.T, c *commune)) {
	t.Run("embedded", func(t *testing.T) {
		s, err := sqlitestore.Open(t.Context(), t.TempDir())
		begin(t, s, err, test)
	})
	t.Run("mongodb", func(t *testing.T) {
		s, err := mongostore.Open(t.Context(), mongotest.Database(t))
		begin(t, s, err, test)
	})
}

func begin(t *testing.T, s store.Store, err error, test func(t *testing.T, c *commune)) {
	t.Helper()
	must(t, err)
	t.Cleanup(func() { s.Close() })
	test(t, newCommune(t, s))
}

// embedded is a commune on the embedded engine.
func embedded(t *testing.T) *commune {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return newCommune(t, s)
}

func newCommune(t *testing.T, s store.Store) *commune {
	t.Helper()
	c := &commune{Premises: New(s, catalogue()), t: t}
	var err error
	c.unit, err = c.CreateUnit(t.Context(), vi("xã Ninh Giang"), vi("Ủy ban nhân dân xã Ninh Giang"))
	must(t, err)
	c.place, err = c.CreatePlace(t.Context(), c.unit.Code, PlaceChange{Name: vi("Trung tâm")})
	must(t, err)
	return c
}

// catalogue is the service fields of every unit.
func catalogue() []survey.Field {
	return []survey.Field{
		{Code: "HOTICH", Text: vi("Hộ tịch"), Office: vi("Văn phòng")},
		{Code: "DATDAI", Text: vi("Đất đai, môi trường"), Office: vi("Phòng Kinh tế")},
		{Code: "KHAC", Text: vi("Khác"), Office: vi("Trung tâm")},
	}
}

func vi(s string) survey.Text { return survey.Text{survey.Vietnamese: s} }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wants holds an error to what is wrong.
func wants(t testing.TB, name string, err error, what, at string) {
	t.Helper()
	var bad *BadPremises
	if !errors.As(err, &bad) || *bad != (BadPremises{what, at}) {
		t.Errorf("%s: got %v, want wrong %s at %q", name, err, what, at)
	}
}

// storedUnit and storedPlace return what lies in the store.
func (c *commune) storedUnit() survey.Unit {
	c.t.Helper()
	u, err := store.Units.Get(c.t.Context(), c.registry, c.unit.Code)
	must(c.t, err)
	return u
}

func (c *commune) storedPlace() survey.Place {
	c.t.Helper()
	p, err := store.Places.Get(c.t.Context(), c.registry, c.place.Code)
	must(c.t, err)
	return p
}
