package main

import (
	"context"
	"net/http"
	"strconv"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"hailong/internal/catalog"
	"hailong/internal/daybook"
	"hailong/internal/demo"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

// clients is how many people send at once in the benchmarks.
const clients = 256

// BenchmarkSubmissionsOnMongoDB sends sheets over HTTP to the whole service, and
// compares with inserting the documents that became of them straight into the
// same server, a hundred at a time and just as durably.
func BenchmarkSubmissionsOnMongoDB(b *testing.B) {
	uri := mongotest.Database(b)
	c := serve(b, uri)
	run := strconv.FormatInt(time.Now().UnixNano(), 36) // keys of this run only
	b.ResetTimer()
	ours := drive(b, c.ready.Address, clients, b.N, http.StatusCreated, func(i int) []byte {
		return post(c.ready.Address, "/api/v1/s/DEMOFULL", benchSheet(run, i))
	})
	b.StopTimer()
	c.stop()
	raw := insertRaw(b, uri)
	b.ReportMetric(float64(b.N)/ours.Seconds(), "sheets/s")
	b.ReportMetric(float64(b.N)/raw.Seconds(), "raw-docs/s")
	b.ReportMetric(raw.Seconds()/ours.Seconds(), "of-raw")
}

func benchSheet(run string, n int) string {
	level := strconv.Itoa(1 + n%5)
	return `{"key":"` + run + `-benchmark-` + strconv.Itoa(n) + `","answers":{"A4":"dunghen","HL0":` + level + `,"TC1":` + level +
		`,"TC2":4,"TC3":5,"TC4":4,"TT1":3,"TT2":4,"CC1":5,"CC2":5,"CC3":4,"KQ1":5,"KQ2":4,"KQ3":5},"field":"HOTICH"}`
}

// insertRaw inserts the responses of the database once more, beside themselves.
func insertRaw(b *testing.B, uri string) time.Duration {
	b.Helper()
	journal := true
	durable := &writeconcern.WriteConcern{W: "majority", Journal: &journal}
	client, err := mongo.Connect(options.Client().ApplyURI(uri).SetWriteConcern(durable))
	if err != nil {
		b.Fatal(err)
	}
	defer client.Disconnect(context.Background())
	address, err := mongostore.Parse(uri)
	if err != nil {
		b.Fatal(err)
	}
	database := client.Database(address.Database)
	cursor, err := database.Collection("responses").Find(b.Context(), bson.D{})
	if err != nil {
		b.Fatal(err)
	}
	var documents []bson.Raw
	if err := cursor.All(b.Context(), &documents); err != nil || len(documents) != b.N {
		b.Fatalf("%d documents, want %d (%v)", len(documents), b.N, err)
	}
	again := database.Collection("again")
	index := mongo.IndexModel{Keys: bson.D{{Key: "campaign", Value: 1}, {Key: "day", Value: 1}, {Key: "_id", Value: 1}}}
	if _, err := again.Indexes().CreateOne(b.Context(), index); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	for i := 0; i < len(documents); i += 100 {
		if _, err := again.InsertMany(b.Context(), documents[i:min(i+100, len(documents))]); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start)
}

// BenchmarkIndexOnMongoDB computes the index of a packed quarter of 100,000
// responses, and compares with streaming all of them.
func BenchmarkIndexOnMongoDB(b *testing.B) {
	s, err := mongostore.Open(b.Context(), mongotest.Database(b))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	questionnaires, err := catalog.Load(templates.FS)
	if err != nil {
		b.Fatal(err)
	}
	later := func() time.Time { return time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC) } // the quarter is over
	campaign := aQuarter(b, s, questionnaires, 100_000)
	book := daybook.New(s, later, daybook.Options{})
	source := report.Source{Store: s, Counter: book, Templates: questionnaires, Fields: questionnaires.Fields()}
	quarter, err := period.Parse("2026-Q4")
	if err != nil {
		b.Fatal(err)
	}
	compile := func() time.Duration {
		start := time.Now()
		r, err := report.Compile(b.Context(), source, report.Request{Campaign: campaign, Period: quarter})
		if err != nil || r.Index.Responses != 100_000 {
			b.Fatal(r, err)
		}
		return time.Since(start)
	}
	streamed := compile()
	if _, err := book.Pack(b.Context()); err != nil {
		b.Fatal(err)
	}
	source.Counter = daybook.New(s, later, daybook.Options{})
	cold := compile()
	b.ResetTimer()
	for b.Loop() {
		compile()
	}
	warm := b.Elapsed() / time.Duration(b.N)
	b.ReportMetric(streamed.Seconds()*1000, "streamed-ms")
	b.ReportMetric(streamed.Seconds()/cold.Seconds(), "x-cold")
	b.ReportMetric(streamed.Seconds()/warm.Seconds(), "x-warm")
}

// aQuarter furnishes a store and fills the fourth quarter of 2026.
func aQuarter(b *testing.B, s store.Store, c *catalog.Catalog, n int) (code string) {
	b.Helper()
	if err := seed(b.Context(), s, c, survey.Day(2026, time.October, 1)); err != nil {
		b.Fatal(err)
	}
	campaign, err := store.Campaigns.Get(b.Context(), s, demos[1].campaign)
	if err != nil {
		b.Fatal(err)
	}
	t, err := c.Template(campaign.Template)
	if err != nil {
		b.Fatal(err)
	}
	plan := demo.Plan{
		Campaign: campaign, Template: t, Places: []survey.Place{centre}, Fields: c.Fields(), Responses: n, Seed: 1,
		From: survey.Day(2026, time.October, 1), To: survey.Day(2026, time.December, 31),
	}
	var batch []survey.Response
	for r := range plan.All() {
		if batch = append(batch, r); len(batch) == store.MaxBatch {
			if _, err := s.Insert(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
	}
	if _, err := s.Insert(b.Context(), batch); err != nil {
		b.Fatal(err)
	}
	return campaign.Code
}
