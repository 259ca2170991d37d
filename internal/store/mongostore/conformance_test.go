package mongostore

import (
	"testing"

	"hailong/internal/store"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/store/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t *testing.T) func() store.Store {
		uri := mongotest.Database(t)
		return func() store.Store { return openStore(t, uri) }
	})
}

// openStore opens a store whose commands are watched.
func openStore(t *testing.T, uri string) *Store {
	t.Helper()
	s, err := open(t.Context(), uri, watch(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
