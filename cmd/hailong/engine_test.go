package main

import (
	"testing"

	"hailong/internal/store/mongostore/mongotest"
)

// everywhere runs a test on an empty store of either engine: a data folder that
// does not exist yet, and an empty database.
func everywhere(t *testing.T, test func(t *testing.T, dir string)) {
	onEach(t, func(t *testing.T, fresh func() string) { test(t, fresh()) })
}

// onEach is everywhere for a test that wants several stores.
func onEach(t *testing.T, test func(t *testing.T, fresh func() string)) {
	t.Run("embedded", func(t *testing.T) { test(t, func() string { return newDir(t) }) })
	t.Run("mongodb", func(t *testing.T) { test(t, func() string { return mongotest.Database(t) }) })
}

// flagOf is the flag that names a store.
func flagOf(dir string) string {
	if location(dir).database() {
		return "--mongodb-uri=" + dir
	}
	return "--data-dir=" + dir
}

// settingOf is the environment variable that does.
func settingOf(dir string) string {
	if location(dir).database() {
		return "HAILONG_MONGODB_URI=" + dir
	}
	return "HAILONG_DATA_DIR=" + dir
}
