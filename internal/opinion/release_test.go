package opinion

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// said is a response that says something on a day of October.
func said(campaign string, n, day int, place, comment string) survey.Response {
	return survey.Response{
		ID: survey.IDOf(campaign, fmt.Sprint("key", n)), Campaign: campaign, Unit: "xa", Place: place, Channel: survey.ChannelQR,
		Date: october(day), Answers: survey.Answers{5}, Comment: comment,
	}
}

// quiet are responses without comments.
func quiet(campaign string, from, count, day int, place string) []survey.Response {
	var list []survey.Response
	for i := range count {
		list = append(list, said(campaign, from+i, day, place, ""))
	}
	return list
}

// A fataler is a test, or a run of a property.
type fataler interface{ Fatal(...any) }

func insert(t fataler, s store.Store, list ...survey.Response) {
	for part := range slices.Chunk(list, store.MaxBatch) {
		if _, err := s.Insert(ctxOf(t), part); err != nil {
			t.Fatal(err)
		}
	}
}

// quarter asks for everything of a campaign in the quarter.
func quarter(campaign string) Query { return Query{campaign, october(1), october(92)} }

func release(t fataler, s store.Store, now time.Time, q Query) Released {
	got, err := NewDesk(s, still(now)).Release(ctxOf(t), q)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func texts(b Batch) []string {
	var list []string
	for _, c := range b.Comments {
		list = append(list, c.Text)
	}
	return list
}

func TestABatchIsTheShortestRunOfClosedDaysWithTenResponses(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		insert(t, s, slices.Concat(
			quiet("quy-4", 0, 8, 2, "a"), []survey.Response{said("quy-4", 8, 2, "a", "Chờ lâu")},
			[]survey.Response{said("quy-4", 20, 4, "a", "Nhanh")}, // the tenth, on day 4
			quiet("quy-4", 30, 11, 5, "a"), []survey.Response{said("quy-4", 50, 5, "a", "Tốt")},
			[]survey.Response{said("quy-4", 60, 7, "a", "Còn chờ")}, quiet("quy-4", 61, 8, 8, "a"),
			[]survey.Response{said("noi-khac", 1, 2, "x", "Nơi khác")},
		)...)
		got := release(t, s, morning(9), quarter("quy-4"))
		if len(got.Batches) != 2 || !got.Waiting || got.More {
			t.Fatalf("got %+v, want two batches and some that wait", got)
		}
		first, second := got.Batches[0], got.Batches[1]
		if first.From != october(1) || first.To != october(4) || second.From != october(5) || second.To != october(5) {
			t.Errorf("batches %s..%s and %s..%s", first.From, first.To, second.From, second.To)
		}
		if got := texts(first); len(got) != 2 || !slices.Contains(got, "Chờ lâu") || !slices.Contains(got, "Nhanh") {
			t.Errorf("the first batch says %q", got)
		}
		if got := texts(second); !slices.Equal(got, []string{"Tốt"}) {
			t.Errorf("the second batch says %q", got)
		}
		insert(t, s, said("quy-4", 70, 9, "a", ""))
		if later := release(t, s, morning(9), quarter("quy-4")); len(later.Batches) != 2 {
			t.Error("a day that is not over is shown")
		}
		if later := release(t, s, morning(10), quarter("quy-4")); len(later.Batches) != 3 || later.Waiting || later.Batches[2].From != october(6) {
			t.Errorf("the day after: %+v", later)
		}
	})
}

func TestADayIsClosedTwoHoursAfterItIsOver(t *testing.T) {
	s := embedded(t)
	insert(t, s, quiet("quy-4", 0, Least, 2, "a")...)
	midnight := time.Date(2026, time.October, 2, 17, 0, 0, 0, time.UTC) // the third begins in Viet Nam
	for after, want := range map[time.Duration]int{-time.Second: 0, 0: 0, grace - time.Second: 0, grace: 1} {
		if got := release(t, s, midnight.Add(after), quarter("quy-4")); len(got.Batches) != want || got.Waiting {
			t.Errorf("%s after midnight: %+v", after, got)
		}
	}
}

func TestNineResponsesAreNeverShown(t *testing.T) {
	s := embedded(t)
	insert(t, s, quiet("quy-4", 0, Least-2, 2, "a")...)
	insert(t, s, said("quy-4", 100, 3, "a", "Bí mật"))
	got := release(t, s, morning(31).AddDate(1, 0, 0), quarter("quy-4"))
	if len(got.Batches) != 0 || !got.Waiting {
		t.Errorf("got %+v", got)
	}
	if got := release(t, s, morning(31), Query{"quy-4", october(1), october(1)}); got.Waiting {
		t.Error("something waits of days without responses")
	}
}

func TestABatchBelongsToThePeriodOfItsLastDay(t *testing.T) {
	s := embedded(t)
	insert(t, s, slices.Concat(quiet("quy-4", 0, 6, 30, "a"), quiet("quy-4", 10, 6, 33, "a"), quiet("quy-4", 20, 12, 34, "a"))...)
	now := morning(60)
	for _, c := range []struct {
		from, to, batches int
		waiting           bool
	}{
		{1, 31, 0, false}, // its responses are shown with November's
		{32, 61, 2, false}, {33, 33, 1, false}, {34, 34, 1, false}, {35, 61, 0, false},
	} {
		if got := release(t, s, now, Query{"quy-4", october(c.from), october(c.to)}); len(got.Batches) != c.batches || got.Waiting != c.waiting {
			t.Errorf("days %d..%d: got %+v", c.from, c.to, got)
		}
	}
}

func TestCommentsAreMaskedAndIdenticalOnesAreOne(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		must(t, SaveNames(t.Context(), s, "xa", "Nguyễn Thị Hương", "admin", october(1)))
		insert(t, s, slices.Concat(quiet("quy-4", 0, 6, 2, "a"), []survey.Response{
			said("quy-4", 10, 2, "a", "Gọi chị Hương 0912345678"), said("quy-4", 11, 2, "a", "Gọi chị Hương 0987 654 321"),
			said("quy-4", 12, 2, "a", "Tốt"), said("quy-4", 13, 2, "a", "Tốt"), said("quy-4", 14, 2, "a", "Tốt"),
		})...)
		got := release(t, s, morning(9), quarter("quy-4")).Batches[0]
		counts := map[string]int{}
		for _, c := range got.Comments {
			counts[c.Text] = c.Count
		}
		if len(counts) != 2 || counts["Gọi chị [tên cán bộ] [số điện thoại]"] != 2 || counts["Tốt"] != 3 {
			t.Errorf("got %v", counts)
		}
	})
}

func TestNothingThatIsShownLeadsToAResponse(t *testing.T) {
	s := embedded(t)
	var list []survey.Response
	for i := range 40 {
		list = append(list, said("quy-4", i, 1+i%3, fmt.Sprint("nơi ", i%2), fmt.Sprint("ý kiến ", i)))
	}
	insert(t, s, list...)
	shown := fmt.Sprintf("%+v", release(t, s, morning(9), quarter("quy-4")))
	if strings.Count(shown, "ý kiến") != 40 {
		t.Fatalf("got %s", shown)
	}
	for _, r := range list {
		if strings.Contains(shown, r.ID.String()) || strings.Contains(shown, fmt.Sprint(r.ID[:])) {
			t.Errorf("the id of a response is shown")
		}
		if h := handle(r.ID); !strings.Contains(shown, h) || strings.HasPrefix(h, r.ID.String()[:4]) {
			t.Errorf("handle %s of response %s", h, r.ID)
		}
	}
}

func TestThePlaceIsToldOnlyOfTenAndOnlyBesideTen(t *testing.T) {
	for _, c := range []struct {
		name   string
		places map[string]int
		want   string
	}{
		{"one place", map[string]int{"a": 10}, "a"},
		{"two large ones", map[string]int{"a": 10, "b": 11}, "a b"},
		{"a small one takes the next with it", map[string]int{"a": 9, "b": 11, "c": 30}, "c"},
		{"a small one takes the only other with it", map[string]int{"a": 1, "b": 500}, ""},
		{"two small ones are enough together", map[string]int{"a": 5, "b": 5, "c": 10}, "c"},
		{"all small", map[string]int{"a": 4, "b": 3, "c": 3}, ""},
		{"equals by their codes", map[string]int{"a": 1, "c": 10, "b": 10}, "c"},
	} {
		var got []string
		for code := range told(c.places) {
			got = append(got, code)
		}
		slices.Sort(got)
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
	}
}

func TestPlacesThatAreNotToldAreOneGroupOfAtLeastTen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.MapOfN(rapid.StringMatching(`[a-h]`), rapid.IntRange(1, 25), 1, 8).Draw(t, "places")
		hidden, some := 0, told(places)
		for code, n := range places {
			switch {
			case !some[code]:
				hidden += n
			case n < Least:
				t.Fatalf("%s with %d is told", code, n)
			}
		}
		if all := len(some) == 0; !all && hidden > 0 && hidden < Least {
			t.Fatalf("those not told are %d", hidden)
		}
	})
}

func TestTheSameWordsOfTwoPlacesAreTwoCommentsOnlyWherePlacesAreTold(t *testing.T) {
	s := embedded(t)
	insert(t, s, slices.Concat(
		quiet("quy-4", 0, 9, 2, "a"), quiet("quy-4", 10, 9, 2, "b"), []survey.Response{said("quy-4", 30, 2, "a", "Tốt"), said("quy-4", 31, 2, "b", "Tốt")},
		quiet("quy-4", 40, 20, 3, "a"), []survey.Response{said("quy-4", 70, 3, "a", "Tốt"), said("quy-4", 71, 3, "b", "Tốt")})...)
	got := release(t, s, morning(9), quarter("quy-4"))
	large, small := got.Batches[0].Comments, got.Batches[1].Comments
	if len(large) != 2 || large[0].Place != "a" || large[1].Place != "b" || large[0].ID == large[1].ID {
		t.Errorf("both places are large: %+v", large)
	}
	if len(small) != 1 || small[0].Place != "" || small[0].Count != 2 {
		t.Errorf("one place has one response: %+v", small)
	}
}

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	var list []survey.Response
	for i := range 300 {
		list = append(list, said("quy-4", i, 1+i/100, []string{"a", "b"}[i%2], fmt.Sprint("ý kiến số ", i%250)))
	}
	one, two := embedded(t), embedded(t)
	insert(t, one, list...)
	dice := rand.New(rand.NewPCG(1, 2))
	dice.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	insert(t, two, list...)
	a, b := fmt.Sprintf("%+v", release(t, one, morning(9), quarter("quy-4"))), fmt.Sprintf("%+v", release(t, two, morning(9), quarter("quy-4")))
	if a != b || !strings.Contains(a, "ý kiến số 249") {
		t.Error("another order of arrival shows something else")
	}
}

func TestTheOrderOfCommentsSaysNothingAboutArrival(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		const n = 1000
		for from := 0; from < n; from += 100 { // several commits
			insert(t, s, numbered(from, 100)...)
		}
		got := texts(release(t, s, morning(9), quarter("quy-4")).Batches[0])
		if len(got) != n {
			t.Fatalf("%d comments", len(got))
		}
		var squares float64
		for rank, text := range got {
			var arrival int
			if _, err := fmt.Sscanf(text, "ý kiến số %d", &arrival); err != nil {
				t.Fatal(err)
			}
			squares += float64((rank - arrival) * (rank - arrival))
		}
		if rho := 1 - 6*squares/(n*(n*n-1)); math.Abs(rho) >= 0.05 {
			t.Errorf("rank correlation %.3f", rho)
		}
	})
}

// numbered are comments that tell when they came.
func numbered(from, count int) []survey.Response {
	var list []survey.Response
	for i := from; i < from+count; i++ {
		list = append(list, said("quy-4", i, 2, "a", fmt.Sprint("ý kiến số ", i)))
	}
	return list
}

func TestMoreThanFitsIsToldAndBounded(t *testing.T) {
	s := embedded(t)
	var list []survey.Response
	add := func(count, day int) {
		for range count {
			list = append(list, said("quy-4", len(list), day, "a", fmt.Sprint("ý kiến số ", len(list))))
		}
	}
	add(2*Most+500, 2) // more than a pile keeps
	add(20, 3)
	add(Most, 4)
	for range 30 {
		list = append(list, said("quy-4", len(list), 4, "a", "ý kiến số 1"))
	}
	insert(t, s, list...)
	got := release(t, s, morning(9), quarter("quy-4"))
	if len(got.Batches) != 3 || !got.More {
		t.Fatalf("%d batches, more %v", len(got.Batches), got.More)
	}
	for i, want := range []int{Most, 0, 0} {
		if b := got.Batches[i]; len(b.Comments) != want || !b.More {
			t.Errorf("batch %d: %d comments, more %v", i, len(b.Comments), b.More)
		}
	}
	alone := release(t, s, morning(9), Query{"quy-4", october(3), october(3)})
	if len(alone.Batches) != 1 || len(alone.Batches[0].Comments) != 20 || alone.More {
		t.Errorf("one batch alone: %d comments, more %v", len(alone.Batches[0].Comments), alone.More)
	}
	table, err := NewDesk(s, still(morning(9))).Themes(t.Context(), quarter("quy-4"))
	if must(t, err); table.Comments < 2*Most || !table.More {
		t.Errorf("%d comments are counted, more %v", table.Comments, table.More)
	}
}

func TestAPileHoldsTwiceWhatIsShownAndTheSameWhateverCameFirst(t *testing.T) {
	const n = 5*Most + 7
	shown := func(order func(i int) int) string {
		p := pile{campaign: "quy-4", masker: NewMasker(nil)}
		for i := range n {
			r := said("quy-4", order(i), 2, "a", fmt.Sprint("ý kiến số ", order(i)))
			if p.add(&r); len(p.texts) > 2*Most {
				t.Fatalf("%d texts are held", len(p.texts))
			}
		}
		return fmt.Sprint(p.batch())
	}
	if shown(func(i int) int { return i }) != shown(func(i int) int { return n - 1 - i }) {
		t.Error("which are shown depends on which came first")
	}
}

func TestAnUnknownCampaignIsNotFound(t *testing.T) {
	s := embedded(t)
	d := NewDesk(s, still(morning(9)))
	if _, err := d.Release(t.Context(), quarter("khong-co")); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if _, err := d.Themes(t.Context(), quarter("khong-co")); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

// A day has so many responses, and a comment for each.
func drawDays(t *rapid.T) []int {
	return rapid.SliceOfN(rapid.IntRange(0, 14), 1, 12).Draw(t, "responses by day")
}

func TestTheLawsOfReleaseHoldForAllDays(t *testing.T) {
	s := embedded(t)
	run := 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		campaign := fmt.Sprint("đợt ", run)
		if err := store.Campaigns.Create(ctxOf(t), s, campaign, survey.Campaign{Code: campaign, Unit: "xa", Opens: october(1)}); err != nil {
			t.Fatal(err)
		}
		days := drawDays(t)
		for i, count := range days {
			var list []survey.Response
			for n := range count {
				list = append(list, said(campaign, 100*i+n, i+1, "a", fmt.Sprintf("ngày %d số %d", i+1, n)))
			}
			insert(t, s, list...)
		}
		before := Released{}
		for now := 1; now <= len(days)+1; now++ {
			got := release(t, s, morning(now), quarter(campaign))
			checkBatches(t, got, days[:now-1])
			if fmt.Sprint(got.Batches[:len(before.Batches)]) != fmt.Sprint(before.Batches) {
				t.Fatalf("what was shown has changed:\n%v\n%v", before, got)
			}
			before = got
		}
		from := rapid.IntRange(1, len(days)).Draw(t, "from")
		to := rapid.IntRange(from, len(days)).Draw(t, "to")
		part := release(t, s, morning(len(days)+1), Query{campaign, october(from), october(to)})
		for _, b := range part.Batches {
			if !slices.ContainsFunc(before.Batches, func(all Batch) bool { return fmt.Sprint(all) == fmt.Sprint(b) }) {
				t.Fatalf("asked for days %d..%d another batch is shown: %v", from, to, b)
			}
		}
	})
}

// checkBatches holds what is shown against the closed days: consecutive batches
// of whole days, each the shortest with enough responses.
func checkBatches(t *rapid.T, got Released, days []int) {
	next, left := 0, 0
	for _, b := range got.Batches {
		if b.From != october(next+1) {
			t.Fatalf("a batch begins on %s, want day %d", b.From, next+1)
		}
		sum := 0
		for ; october(next+1) <= b.To; next++ {
			if sum >= Least {
				t.Fatalf("batch %s..%s could be shorter", b.From, b.To)
			}
			sum += days[next]
		}
		if sum < Least || len(b.Comments) != sum {
			t.Fatalf("batch %s..%s shows %d comments of %d responses", b.From, b.To, len(b.Comments), sum)
		}
	}
	for _, n := range days[next:] {
		left += n
	}
	if left >= Least || got.Waiting != (left > 0) {
		t.Fatalf("%d responses wait, told %v", left, got.Waiting)
	}
}

func TestEachHandsOutTheBatchesOfARelease(t *testing.T) {
	s := embedded(t)
	for day := 1; day <= 6; day++ {
		insert(t, s, append(quiet("quy-4", day*100, 7, day, "a"), said("quy-4", day*100+50, day, "a", fmt.Sprint("lời ", day)))...)
	}
	desk := NewDesk(s, still(morning(20)))
	released, err := desk.Release(t.Context(), quarter("quy-4"))
	must(t, err)
	var got []Batch
	table := NewThemeTable()
	waiting, err := desk.Each(t.Context(), quarter("quy-4"), func(b Batch) {
		got = append(got, b)
		table.Add(b)
	})
	must(t, err)
	if len(got) != 3 || fmt.Sprint(got) != fmt.Sprint(released.Batches) || waiting != released.Waiting || table.Comments != 6 {
		t.Errorf("got %v and %d comments, want %v", got, table.Comments, released.Batches)
	}
}
