package web

import (
	"errors"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/period"
	"hailong/internal/slip"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/watch"
)

// alerts are those of some campaigns: what their days raised, and their slips.
func (s *Server) alerts(c *gin.Context, campaigns []survey.Campaign) ([]watch.Alert, error) {
	batches, err := s.slipBatches(c)
	if err != nil {
		return nil, err
	}
	var list []watch.Alert
	for i := range campaigns {
		of, err := s.Watch.Alerts(c.Request.Context(), campaigns[i].Code)
		if err != nil {
			return nil, err
		}
		list = append(list, of...)
		if of, err = s.slipAlerts(c, &campaigns[i], batches); err != nil {
			return nil, err
		}
		list = append(list, of...)
	}
	slices.SortStableFunc(list, watch.Compare)
	return list, nil
}

// slipAlerts looks at the slips that a campaign made in its present quarter. They
// stand under the first day of the quarter, so that a note finds them again.
func (s *Server) slipAlerts(c *gin.Context, k *survey.Campaign, all []slip.Batch) ([]watch.Alert, error) {
	ctx := c.Request.Context()
	p := period.Of(period.Quarter, s.Desk.Today(), period.Scheme(k.Scheme))
	from, to := p.Dates(period.Scheme(k.Scheme))
	batches := slices.DeleteFunc(slices.Clone(all), func(b slip.Batch) bool {
		return b.Campaign != k.Code || b.Made < from || b.Made > to
	})
	if len(batches) == 0 {
		return nil, nil
	}
	brought, err := s.Slips.Returned(ctx, batches)
	if err != nil {
		return nil, err
	}
	var list []watch.Slipped
	for _, b := range batches {
		i := slices.IndexFunc(list, func(one watch.Slipped) bool { return one.Place == b.Place })
		if i < 0 {
			i = len(list)
			list = append(list, watch.Slipped{Campaign: k.Code, Place: b.Place})
		}
		list[i].Issued += int64(b.Issued)
		list[i].Returned += int64(brought[b.Code])
	}
	volume, err := s.planning.Volume(ctx, k.Code, p)
	if err != nil && !errors.Is(err, survey.ErrNotFound) {
		return nil, err
	}
	return watch.LookSlips(from, k.Code, list, volume.Total), nil
}

// watchDays is how long an alert that nobody has looked at is counted on the first
// page of the office.
const watchDays = 30

// unseen counts the alerts of the last weeks that nobody wrote about, for who may
// see them. Those of slips, which take long to count, are on their own page only.
func (s *Server) unseen(c *gin.Context, campaigns []survey.Campaign) (int, error) {
	if !principal(c).May(staff.ReadWatch) {
		return 0, nil
	}
	ctx, since := c.Request.Context(), s.Desk.Today()-watchDays
	notes, err := watch.Written(ctx, s.Store, campaignCodes(campaigns))
	if err != nil {
		return 0, err
	}
	n := 0
	for _, k := range campaigns {
		list, err := s.Watch.Alerts(ctx, k.Code)
		if err != nil {
			return 0, err
		}
		for _, a := range list {
			if a.Day >= since && len(notes[a.Key()]) == 0 {
				n++
			}
		}
	}
	return n, nil
}
