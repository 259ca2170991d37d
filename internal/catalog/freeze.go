package catalog

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// frozenTemplates keeps what every template said when it was first seen, under
// its ref (short@1).
const frozenTemplates store.Kind[frozen] = "templates"

// frozen is a template as its file was.
type frozen struct {
	Template survey.Ref `json:"template"`
	Source   string     `json:"source"`
}

// Freeze compares the catalogue with the templates that stored responses were
// given to. It is called once at each start, before the catalogue is shared.
//
// A template that nobody answered may still change. One that was answered may
// not: the error is a Complaints that names the first differing place of each.
// A template whose file is gone is taken back from the store, so that its
// responses stay readable. Every other template is recorded.
//
// With several instances, one that still runs the older wording of an
// unanswered template may take a response in the moment of the comparison; the
// next start then complains.
func (c *Catalog) Freeze(ctx context.Context, s store.Store) error {
	z := freezing{catalog: c, store: s}
	if err := z.run(ctx); err != nil {
		return fmt.Errorf("freeze templates: %w", err)
	}
	return z.complaints.orNil()
}

// freezing is one run of Freeze.
type freezing struct {
	catalog    *Catalog
	store      store.Store
	complaints Complaints
}

func (z *freezing) run(ctx context.Context) error {
	for _, e := range slices.Clone(z.catalog.entries) {
		if err := z.authored(ctx, e); err != nil {
			return fmt.Errorf("%s: %w", e.template.Ref(), err)
		}
	}
	for was, err := range frozenTemplates.All(ctx, z.store) {
		if err != nil {
			return err
		}
		if err := z.stored(was); err != nil {
			return fmt.Errorf("%s: %w", was.Template, err)
		}
	}
	return nil
}

// authored records a template of the folder, or holds it against its record.
func (z *freezing) authored(ctx context.Context, e entry) error {
	now := frozen{e.template.Ref(), string(e.file.source)}
	id := now.Template.String()
	err := frozenTemplates.Create(ctx, z.store, id, now)
	if !errors.Is(err, survey.ErrExists) {
		return err
	}
	// It was there before, or another instance that starts now was faster.
	was, err := frozenTemplates.Get(ctx, z.store, id)
	if err != nil || was == now {
		return err
	}
	old, err := was.thaw()
	if err != nil {
		return err
	}
	change, differs := compare(old.template, e.template)
	if !differs {
		return nil
	}
	answered, err := z.answered(ctx, now.Template)
	if err != nil {
		return err
	}
	if !answered {
		return frozenTemplates.Replace(ctx, z.store, id, now)
	}
	z.complaints = append(z.complaints, Complaint{
		File: e.file.name, Line: e.file.line(change.key), Key: change.key,
		Message: fmt.Sprintf("template %s version %d is frozen: responses were given to it; "+
			"restore this value (was: %s) or give the changed template a new version",
			e.template.Code, e.template.Version, change.was),
	})
	return nil
}

// stored takes a recorded template back that the folder no longer holds.
func (z *freezing) stored(was frozen) error {
	if z.catalog.entry(was.Template) != nil {
		return nil
	}
	e, err := was.thaw()
	if err != nil {
		return err
	}
	z.catalog.add(e)
	return nil
}

// thaw reads a recorded template. It is not checked again: it passed the rules
// of its day, and newer ones must not make its responses unreadable.
func (z frozen) thaw() (entry, error) {
	f := newFile("record", []byte(z.Source))
	t := decodeTemplate(f)
	if err := f.complaints.orNil(); err != nil {
		return entry{}, fmt.Errorf("read the record: %w", err)
	}
	if t.Ref() != z.Template {
		return entry{}, fmt.Errorf("read the record: it holds %s", t.Ref())
	}
	t.Build()
	return entry{template: t, file: f, retired: true}, nil
}

// answered reports whether some stored response was given to a template. It
// looks into every campaign, because a campaign may have gone on to a newer
// version since; that is slow, but only a changed template needs it.
func (z *freezing) answered(ctx context.Context, ref survey.Ref) (bool, error) {
	var campaigns []string
	for c, err := range store.Campaigns.All(ctx, z.store) {
		if err != nil {
			return false, err
		}
		if c.Template == ref { // most likely to have one, so look there first
			campaigns = slices.Insert(campaigns, 0, c.Code)
		} else {
			campaigns = append(campaigns, c.Code)
		}
	}
	for _, code := range campaigns {
		scope := survey.Scope{Campaign: code, From: math.MinInt32, To: math.MaxInt32}
		for r, err := range z.store.Responses(ctx, scope) {
			if err != nil {
				return false, err
			}
			if r.Template == ref {
				return true, nil
			}
		}
	}
	return false, nil
}
