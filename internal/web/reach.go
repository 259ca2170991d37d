package web

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/contact"
	"hailong/internal/opinion"
	"hailong/internal/paper"
	"hailong/internal/register"
	"hailong/internal/slip"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/void"
)

// Several communes may share an installation, and each sees itself only. Whatever
// the office reads of them goes through here: what belongs to another commune is
// not there, so that not even its codes can be guessed.

// reaches reports whether who asks belongs to the unit, or to all of them.
func reaches(c *gin.Context, unit string) bool {
	own := principal(c).Unit
	return own == "" || own == unit
}

// unreached is the answer for what belongs to another unit.
func unreached(what, code string) error {
	return fmt.Errorf("%s %s of another unit: %w", what, shorten(code), survey.ErrNotFound)
}

// units are those that the asker may know of.
func (s *Server) units(c *gin.Context) ([]survey.Unit, error) {
	return within(c, store.Units, s.Store, func(u survey.Unit) bool { return reaches(c, u.Code) })
}

// unit returns one of them.
func (s *Server) unit(c *gin.Context, code string) (survey.Unit, error) {
	if !reaches(c, code) {
		return survey.Unit{}, unreached("unit", code)
	}
	return store.Units.Get(c.Request.Context(), s.Store, code)
}

// fields are the service fields that the asker's units offer, each once.
func (s *Server) fields(c *gin.Context) ([]survey.Field, error) {
	units, err := s.units(c)
	if err != nil {
		return nil, err
	}
	var list []survey.Field
	for _, u := range units {
		for _, f := range u.OfferedFields(s.Catalog.Fields()) {
			if !slices.ContainsFunc(list, func(g survey.Field) bool { return g.Code == f.Code }) {
				list = append(list, f)
			}
		}
	}
	return list, nil
}

// campaigns are those of the asker's units.
func (s *Server) campaigns(c *gin.Context) ([]survey.Campaign, error) {
	return within(c, store.Campaigns, s.Store, func(k survey.Campaign) bool { return reaches(c, k.Unit) })
}

// campaign returns one of them.
func (s *Server) campaign(c *gin.Context, code string) (survey.Campaign, error) {
	k, err := store.Campaigns.Get(c.Request.Context(), s.Store, code)
	if err == nil && !reaches(c, k.Unit) {
		return survey.Campaign{}, unreached("campaign", code)
	}
	return k, err
}

// places are those of the asker's units.
func (s *Server) places(c *gin.Context) ([]survey.Place, error) {
	return within(c, store.Places, s.Store, func(p survey.Place) bool { return reaches(c, p.Unit) })
}

// place returns one of them.
func (s *Server) place(c *gin.Context, code string) (survey.Place, error) {
	p, err := store.Places.Get(c.Request.Context(), s.Store, code)
	if err == nil && !reaches(c, p.Unit) {
		return survey.Place{}, unreached("place", code)
	}
	return p, err
}

// posters are the codes that open a campaign of the asker's units.
func (s *Server) posters(c *gin.Context) ([]survey.Poster, error) {
	return ofCampaigns(c, s, store.Posters, func(p survey.Poster) string { return p.Campaign })
}

// paperBatches are the batches of forms of the asker's campaigns.
func (s *Server) paperBatches(c *gin.Context) ([]paper.Batch, error) {
	return ofCampaigns(c, s, paper.Batches, func(b paper.Batch) string { return b.Campaign })
}

// paperBatch returns one of them.
func (s *Server) paperBatch(c *gin.Context, code string) (paper.Batch, error) {
	b, err := paper.Batches.Get(c.Request.Context(), s.Store, code)
	if err == nil {
		_, err = s.campaign(c, b.Campaign)
	}
	return b, err
}

// folders are all that is known of the batches of the asker's campaigns.
func (s *Server) folders(c *gin.Context) ([]*paper.Folder, error) {
	own, err := s.paperBatches(c)
	if err != nil {
		return nil, err
	}
	all, err := s.Ledger.All(c.Request.Context())
	return slices.DeleteFunc(all, func(f *paper.Folder) bool {
		return !slices.ContainsFunc(own, func(b paper.Batch) bool { return b.Code == f.Batch.Code })
	}), err
}

// folder returns one of them, with its campaign.
func (s *Server) folder(c *gin.Context, code string) (*paper.Folder, survey.Campaign, error) {
	b, err := s.paperBatch(c, code)
	if err != nil {
		return nil, survey.Campaign{}, err
	}
	k, err := s.campaign(c, b.Campaign)
	if err != nil {
		return nil, k, err
	}
	f, err := s.Ledger.Look(c.Request.Context(), b.Code)
	return f, k, err
}

// slipBatches are the batches of slips of the asker's campaigns.
func (s *Server) slipBatches(c *gin.Context) ([]slip.Batch, error) {
	return ofCampaigns(c, s, slip.Batches, func(b slip.Batch) string { return b.Campaign })
}

// slipBatch returns one of them.
func (s *Server) slipBatch(c *gin.Context, code string) (slip.Batch, error) {
	b, err := slip.Batches.Get(c.Request.Context(), s.Store, code)
	if err == nil {
		_, err = s.campaign(c, b.Campaign)
	}
	return b, err
}

// account returns an account that the asker may keep.
func (s *Server) account(c *gin.Context, name string) (staff.Account, error) {
	a, err := s.Staff.Person(c.Request.Context(), principal(c), name)
	if errors.Is(err, staff.ErrReach) {
		return staff.Account{}, unreached("account", name)
	}
	return a, err
}

// apiToken returns a token that the asker may revoke.
func (s *Server) apiToken(c *gin.Context, name string) (staff.Token, error) {
	list, err := s.Staff.TokensOf(c.Request.Context(), principal(c))
	if err != nil {
		return staff.Token{}, err
	}
	for _, t := range list {
		if t.Name == name {
			return t, nil
		}
	}
	return staff.Token{}, unreached("token", name)
}

// voidCases are the proposals not to count responses of the asker's units.
func (s *Server) voidCases(c *gin.Context) ([]void.Case, error) {
	list, err := void.All(c.Request.Context(), s.Store, "")
	return slices.DeleteFunc(list, func(k void.Case) bool { return !reaches(c, k.Unit) }), err
}

// voidCase returns one of them.
func (s *Server) voidCase(c *gin.Context, id string) (void.Case, error) {
	k, err := void.Find(c.Request.Context(), s.Store, id)
	if err == nil && !reaches(c, k.Unit) {
		return void.Case{}, unreached("void", id)
	}
	return k, err
}

// contactCases are the requests for an answer that the asker's units got.
func (s *Server) contactCases(c *gin.Context) ([]contact.Case, error) {
	return s.contacts.List(c.Request.Context(), principal(c).Unit)
}

// contactCase returns one of them.
func (s *Server) contactCase(c *gin.Context, id string) (contact.Case, error) {
	k, err := s.contacts.Find(c.Request.Context(), id)
	if err == nil && !reaches(c, k.Unit) {
		return contact.Case{}, unreached("contact", id)
	}
	return k, err
}

// tasks are those of the asker's units.
func (s *Server) tasks(c *gin.Context) ([]opinion.Task, error) {
	return s.plans.Within(c.Request.Context(), func(unit string) bool { return reaches(c, unit) })
}

// task returns one of them.
func (s *Server) task(c *gin.Context, id string) (opinion.Task, error) {
	unit, err := s.plans.Unit(c.Request.Context(), id)
	if err != nil {
		return opinion.Task{}, err
	}
	if !reaches(c, unit) {
		return opinion.Task{}, unreached("task", id)
	}
	return s.plans.Get(c.Request.Context(), unit, id)
}

// entries are the codes in the register that belong to the asker's units, and for
// who belongs to all of them those that lead nowhere.
func (s *Server) entries(c *gin.Context) ([]register.Entry, error) {
	list, err := s.register.Entries(c.Request.Context())
	if err != nil {
		return nil, err
	}
	own := list[:0]
	for _, e := range list {
		if reaches(c, e.Campaign.Unit) {
			own = append(own, e)
		}
	}
	return own, nil
}

// entry returns one of them.
func (s *Server) entry(c *gin.Context, code string) (register.Entry, error) {
	e, err := s.register.Entry(c.Request.Context(), code)
	if err == nil && !reaches(c, e.Campaign.Unit) {
		return register.Entry{}, unreached("poster", code)
	}
	return e, err
}

// within lists the records of a kind that pass.
func within[T any](c *gin.Context, k store.Kind[T], r store.Registry, pass func(T) bool) ([]T, error) {
	var list []T
	for v, err := range k.All(c.Request.Context(), r) {
		if err != nil {
			return nil, err
		}
		if pass(v) {
			list = append(list, v)
		}
	}
	return list, nil
}

// ofCampaigns lists the records of a kind whose campaign is the asker's.
func ofCampaigns[T any](c *gin.Context, s *Server, k store.Kind[T], campaign func(T) string) ([]T, error) {
	campaigns, err := s.campaigns(c)
	if err != nil {
		return nil, err
	}
	own := make(map[string]bool, len(campaigns))
	for _, k := range campaigns {
		own[k.Code] = true
	}
	everything := principal(c).Unit == ""
	return within(c, k, s.Store, func(v T) bool { return everything || own[campaign(v)] })
}

// mine reports whether a campaign that a form names is one of the asker's.
func (s *Server) mine(c *gin.Context, campaign string) (bool, error) {
	_, err := s.campaign(c, campaign)
	if errors.Is(err, survey.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
