package press

import (
	"context"
	"errors"
	"time"

	"hailong/internal/campaign"
	"hailong/internal/contact"
	"hailong/internal/opinion"
	"hailong/internal/paper"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// Books returns where reports learn what the other registers of the office say,
// for report.Source.Books: volumes, paper forms, requests and tasks.
func Books(r store.Registry, now func() time.Time) func(context.Context, survey.Campaign, period.Period) (*report.Books, error) {
	return func(ctx context.Context, k survey.Campaign, p period.Period) (*report.Books, error) {
		b := &report.Books{}
		from, to := p.Dates(period.Scheme(k.Scheme))
		var err error
		if b.Volume, err = volumeOf(ctx, r, k.Code, p); err != nil {
			return nil, err
		}
		if b.Paper, err = paperOf(ctx, r, k.Code, from, to); err != nil {
			return nil, err
		}
		if b.Requests, err = requestsOf(ctx, r, now, k.Unit, p); err != nil {
			return nil, err
		}
		b.Tasks, err = tasksOf(ctx, r, now, k, from, to)
		return b, err
	}
}

func volumeOf(ctx context.Context, r store.Registry, code string, p period.Period) (*report.Volume, error) {
	v, err := campaign.VolumeOf(ctx, r, code, p)
	if errors.Is(err, survey.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := &report.Volume{Total: v.Total}
	for _, f := range v.Fields {
		out.Fields = append(out.Fields, report.FieldVolume(f))
	}
	return out, nil
}

// spoiled say why a paper form does not count.
var spoiled = map[paper.Reason]string{
	paper.ReasonBlank: "phiếu trắng", paper.ReasonFew: "trả lời dưới một nửa số tiêu chí", paper.ReasonUnreadable: "không đọc được",
	paper.ReasonTorn: "rách, thiếu trang", paper.ReasonDuplicate: "nhiều tờ trùng một số",
}

// paperOf adds up the batches of a period: those whose box was opened in it, since
// that is the day of their responses, and those printed in it that wait.
func paperOf(ctx context.Context, r store.Registry, code string, from, to survey.Date) (report.Paper, error) {
	folders, err := paper.NewLedger(paper.LedgerOptions{Registry: r}).All(ctx)
	if err != nil {
		return report.Paper{}, err
	}
	var sum report.Paper
	rejected := make(map[paper.Reason]int64)
	for _, f := range folders {
		if f.Batch.Campaign != code {
			continue
		}
		day, opening := f.Batch.Made, f.Opening()
		if opening != nil {
			day = opening.Day
		}
		if day < from || day > to {
			continue
		}
		b := f.Balance()
		sum.Batches++
		sum.Printed += int64(b.Printed)
		if opening == nil {
			sum.Waiting += int64(b.Printed)
			continue
		}
		sum.Unused += int64(b.Unused)
		sum.Issued += int64(b.Issued)
		sum.Returned += int64(b.Returned)
		sum.NotReturned += int64(b.NotReturned)
		sum.Keyed += int64(b.Entered())
		sum.Valid += int64(b.Valid)
		if f.Closed == nil {
			sum.Pending += int64(b.Valid)
		}
		for why, n := range b.Rejected {
			rejected[why] += int64(n)
		}
	}
	for _, why := range paper.Reasons {
		if n := rejected[why]; n > 0 {
			sum.Rejected = append(sum.Rejected, report.Rejection{Reason: survey.Text{survey.Vietnamese: spoiled[why]}, Forms: n})
		}
	}
	return sum, nil
}

// requestsOf are the months of the period as the calendar cuts it, those without
// a request too.
func requestsOf(ctx context.Context, r store.Registry, now func() time.Time, unit string, p period.Period) ([]report.RequestMonth, error) {
	found, err := contact.NewDesk(r, now).Months(ctx, unit)
	if err != nil {
		return nil, err
	}
	var list []report.RequestMonth
	from, to := p.Dates(period.Calendar)
	for month := from.Time(); survey.Day(month.Date()) <= to; month = month.AddDate(0, 1, 0) {
		one := report.RequestMonth{Month: month.Format("2006-01")}
		for _, m := range found {
			if m.Month == one.Month {
				one.Received, one.Answered, one.OnTime = int64(m.Received), int64(m.Answered), int64(m.OnTime)
				one.Open, one.Ended = int64(m.Open), int64(m.Withdrawn+m.Expired)
			}
		}
		list = append(list, one)
	}
	return list, nil
}

// tasksOf are the tasks that were there in the period: made for its results or
// earlier ones, and not over before it began.
func tasksOf(ctx context.Context, r store.Registry, now func() time.Time, k survey.Campaign, from, to survey.Date) ([]report.FollowUp, error) {
	tasks, err := opinion.NewTasks(r, nil, now).List(ctx, k.Unit)
	if err != nil {
		return nil, err
	}
	var list []report.FollowUp
	for i := range tasks {
		t := &tasks[i]
		begin, _ := t.Period.Dates(period.Scheme(k.Scheme))
		last := period.Today(t.History[len(t.History)-1].At)
		if begin > to || t.State.Over() && last < from {
			continue
		}
		list = append(list, report.FollowUp{
			Task:  report.Task{What: t.Title, Owner: t.Owner, Deadline: t.Deadline},
			State: report.TaskState(t.State), Outcome: t.Outcome,
		})
	}
	return list, nil
}
