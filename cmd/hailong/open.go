package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"hailong/internal/audit"
	"hailong/internal/catalog"
	"hailong/internal/config"
	"hailong/internal/daybook"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

// loadCatalog reads the questionnaires: the built-in ones or a folder's.
func loadCatalog(c *config.Config) (*catalog.Catalog, error) {
	var files fs.FS = templates.FS
	if c.Templates != "" {
		if s, err := os.Stat(c.Templates); err != nil || !s.IsDir() {
			return nil, fmt.Errorf("there is no folder of questionnaires at %s; correct HAILONG_TEMPLATES, or leave it out for the built-in ones", c.Templates)
		}
		files = os.DirFS(c.Templates)
	}
	return catalog.Load(files)
}

// opened is a furnished store with its questionnaires.
type opened struct {
	*engine
	catalog *catalog.Catalog
}

// openStore opens the store, freezes the templates that were used and furnishes
// a store that is empty.
func openStore(ctx context.Context, c *config.Config) (*opened, error) {
	questionnaires, err := loadCatalog(c)
	if err != nil {
		return nil, err
	}
	e, err := connect(ctx, locationOf(c))
	if err != nil {
		return nil, err
	}
	o := &opened{e, questionnaires}
	if err := o.furnish(ctx); err != nil {
		e.Close()
		return nil, err
	}
	return o, nil
}

func (o *opened) furnish(ctx context.Context) error {
	if err := whole(ctx, o.engine); err != nil {
		return err
	}
	if err := o.catalog.Freeze(ctx, o); err != nil {
		return fmt.Errorf("questionnaires: %w", err)
	}
	return seed(ctx, o, o.catalog, period.Today(time.Now()))
}

// newBook opens the book of the store. Every command reads the same content, or what
// one packs is not what another finds.
func (o *opened) newBook(options daybook.Options) *daybook.Book {
	options.Templates = o.catalog
	return daybook.New(o, time.Now, options)
}

// record writes down in the audit log what a command is about to do.
func (o *opened) record(ctx context.Context, action, object string) error {
	return audit.New(o, time.Now).Record(ctx, audit.Entry{Actor: audit.Console, Action: action, Object: object})
}

// campaign returns a campaign, or says which ones there are instead.
func (o *opened) campaign(ctx context.Context, code string) (survey.Campaign, error) {
	found, err := store.Campaigns.Get(ctx, o, code)
	if !errors.Is(err, survey.ErrNotFound) {
		return found, err
	}
	var codes []string
	for c, err := range store.Campaigns.All(ctx, o) {
		if err != nil {
			return found, err
		}
		codes = append(codes, c.Code)
	}
	return found, fmt.Errorf("there is no campaign %q; there is %s", code, strings.Join(codes, ", "))
}
