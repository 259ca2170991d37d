package main

import (
	"context"
	"fmt"

	"hailong/internal/config"
	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/sqlitestore"
)

// A location is where a store is: a folder, or the address of a database.
type location string

// locationOf returns where the configuration puts the store.
func locationOf(c *config.Config) location {
	if c.MongoDBURI != "" {
		return location(c.MongoDBURI)
	}
	return location(c.DataDir)
}

func (l location) database() bool { return mongostore.IsAddress(string(l)) }

// String says where, without what is secret.
func (l location) String() string {
	if !l.database() {
		return string(l)
	}
	address, err := mongostore.Parse(string(l))
	if err != nil {
		return "a database"
	}
	return "MongoDB " + address.String()
}

// exists reports whether there is a store.
func (l location) exists(ctx context.Context) (bool, error) {
	if l.database() {
		return mongostore.Exists(ctx, string(l))
	}
	return sqlitestore.Exists(string(l)), nil
}

// An engine is an open store with what only one of the two kinds has.
type engine struct {
	store.Store
	where location
	// alone tells that the database has no second member to take over.
	alone bool
	// failed is closed when nothing may be written any more; nil where that
	// cannot be.
	failed <-chan struct{}
	// repack rewrites the store's own files; nil where it has none.
	repack func(context.Context) error
	// integrity has the store's own files checked; nil where it has none.
	integrity func(context.Context) error
}

// connect opens the store at a location, empty or not, and creates what is
// missing.
func connect(ctx context.Context, where location) (*engine, error) {
	if where.database() {
		s, err := mongostore.Open(ctx, string(where))
		if err != nil {
			return nil, err
		}
		return &engine{Store: s, where: where, alone: s.Alone()}, nil
	}
	s, err := sqlitestore.Open(ctx, string(where))
	if err != nil {
		return nil, err
	}
	return &engine{Store: s, where: where, failed: s.Failed(), repack: s.Repack, integrity: s.Integrity}, nil
}

// needStore refuses a place that holds no store: a mistyped folder must not look
// like an empty office.
func needStore(ctx context.Context, where location) error {
	found, err := where.exists(ctx)
	if err != nil || found {
		return err
	}
	if where.database() {
		return fmt.Errorf("there is no store in %s; name its database with HAILONG_MONGODB_URI", where)
	}
	return fmt.Errorf("there is no store in %s; name its folder with HAILONG_DATA_DIR", where)
}
