package storetest

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"time"

	"hailong/internal/survey"
)

// Day is the first day of the made-up responses.
var day = survey.Day(2026, time.October, 5)

// response returns the n-th response: like all others but for its id.
func response(n int) survey.Response {
	return survey.Response{
		ID:       survey.IDOf("demo-full", fmt.Sprint("khóa ", n)),
		Template: survey.Ref{Code: "full", Version: 1},
		Campaign: "demo-full",
		Unit:     "ninh-giang",
		Place:    "trung-tam",
		Counter:  "quay-1",
		Channel:  survey.ChannelQR,
		Field:    "HOTICH",
		Date:     day,
		Answers:  cells(n, 27),
	}
}

func responses(n int) []survey.Response {
	batch := make([]survey.Response, n)
	for i := range batch {
		batch[i] = response(i)
	}
	return batch
}

// cells are answers that tell n apart.
func cells(n, size int) survey.Answers {
	a := make(survey.Answers, size)
	binary.LittleEndian.PutUint32(a, uint32(n))
	return a
}

// several are responses that differ in everything a scope can ask for, the same
// ones for the same seed.
func several(n int, seed uint64) []survey.Response {
	rnd := rand.New(rand.NewPCG(seed, 1))
	batch := make([]survey.Response, n)
	for i := range batch {
		r := response(i)
		r.ID = survey.IDOf("several", fmt.Sprint(seed, i))
		r.Template = groupTemplate.Ref()
		r.Campaign = pick(rnd, campaigns)
		r.Place = pick(rnd, places)
		r.Counter = pick(rnd, counters)
		r.Channel = pick(rnd, survey.Channels)
		r.Field = pick(rnd, fields)
		r.Date = day + survey.Date(rnd.IntN(days))
		r.Answers = survey.Answers{byte(rnd.IntN(4)), byte(rnd.IntN(3)), byte(rnd.IntN(8))}
		batch[i] = r
	}
	return batch
}

const days = 9

var (
	campaigns = []string{"demo-short", "demo-full"}
	places    = []string{"trung-tam", "thôn Đông", "thôn Đoài"}
	counters  = []string{"quay-1", "quay-2", ""}
	fields    = []string{"HOTICH", "DATDAI", ""}
)

// groupTemplate asks two choice questions and a level, so that its groups are
// of two columns.
var groupTemplate = func() *survey.Template {
	option := func(codes ...string) (o []survey.Option) {
		for _, c := range codes {
			o = append(o, survey.Option{Code: c})
		}
		return o
	}
	t := &survey.Template{Code: "groups", Version: 2, Sections: []survey.Section{{Questions: []survey.Question{
		{Code: "TUOI", Kind: survey.KindChoice, Options: option("tre", "trung", "cao")},
		{Code: "GIOI", Kind: survey.KindChoice, Options: option("nam", "nu")},
		{Code: "HL0", Kind: survey.KindLevel},
	}}}}
	t.Build()
	return t
}()

func pick[T any](rnd *rand.Rand, of []T) T { return of[rnd.IntN(len(of))] }

// all is the scope of everything in a campaign.
func all(campaign string) survey.Scope {
	return survey.Scope{Campaign: campaign, From: day - 1000, To: day + 1000}
}

// insert stores a batch and wants every response of it to be fresh.
func (h *harness) insert(batch []survey.Response) {
	h.Helper()
	fresh, err := h.Insert(h.ctx, batch)
	h.must(err)
	for i := range batch {
		if !fresh[i] {
			h.Fatalf("response %d of %d is not fresh", i, len(batch))
		}
	}
}

// read returns copies of what is streamed.
func (h *harness) read(scope survey.Scope) []survey.Response {
	h.Helper()
	var got []survey.Response
	for r, err := range h.Responses(h.ctx, scope) {
		h.must(err)
		c := *r
		c.Answers = append(survey.Answers{}, r.Answers...)
		got = append(got, c)
	}
	return got
}
