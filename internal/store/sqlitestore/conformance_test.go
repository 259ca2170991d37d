package sqlitestore

import (
	"testing"

	"hailong/internal/store"
	"hailong/internal/store/storetest"
)

func TestTheEmbeddedEngineIsAStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) func() store.Store {
		dir := t.TempDir()
		return func() store.Store { return reopened(t, dir) }
	})
}
