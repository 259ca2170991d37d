package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/survey"
)

// A cluster is several instances on one database behind one address.
type cluster struct {
	uri       string
	front     *httptest.Server
	instances []*child
	next      atomic.Int64
}

// newCluster starts the instances, all at once, on an empty database.
func newCluster(t *testing.T, uri string, n int) *cluster {
	t.Helper()
	k := &cluster{uri: uri}
	k.front = httptest.NewServer(&httputil.ReverseProxy{
		Rewrite:      func(*httputil.ProxyRequest) {},
		Transport:    k,
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	})
	t.Cleanup(k.front.Close)
	for range n {
		k.instances = append(k.instances, launch(t, uri, []string{"serve"},
			"HAILONG_PUBLIC_URL="+k.front.URL, "HAILONG_ADMIN_PASSWORD="+password))
	}
	for _, c := range k.instances {
		c.awaitReady()
	}
	return k
}

var listening = &http.Transport{MaxIdleConnsPerHost: 64}

// RoundTrip hands a request to the next instance that lives, unchanged.
func (k *cluster) RoundTrip(r *http.Request) (*http.Response, error) {
	first := int(k.next.Add(1))
	for n := range k.instances {
		c := k.instances[(first+n)%len(k.instances)]
		select {
		case <-c.gone:
			continue
		default:
		}
		r.URL.Scheme, r.URL.Host = "http", c.listens()
		return listening.RoundTrip(r)
	}
	return nil, errors.New("no instance lives")
}

// listens is where the instance really answers.
func (c *child) listens() string {
	_, port, _ := net.SplitHostPort(c.ready.Listening)
	return "127.0.0.1:" + port
}

// all asks every instance in turn, as often as there are.
func (k *cluster) all(c *caller, path string) (replies []reply) {
	for range k.instances {
		replies = append(replies, c.get(path))
	}
	return replies
}

// statuses are those of every instance's answer.
func (k *cluster) statuses(c *caller, path string) (list []int) {
	for _, r := range k.all(c, path) {
		list = append(list, r.status)
	}
	return list
}

// become waits until every instance answers with a status.
func (k *cluster) become(t *testing.T, c *caller, path string, status int) {
	t.Helper()
	eventually(t, fmt.Sprintf("not every instance answered %s with %d", path, status), func() bool {
		return !slices.ContainsFunc(k.statuses(c, path), func(got int) bool { return got != status })
	})
}

func TestWhicheverInstanceAnswersTheStoryIsTheSame(t *testing.T) {
	k := newCluster(t, mongotest.Database(t), 3)
	office, citizen := newCaller(t, k.front.URL), newCaller(t, k.front.URL)
	office.login(password)
	for _, r := range k.all(office, "/office/campaigns") {
		r.wants(t, 200, "demo-short")
	}
	citizen.fillIn("/s/DEMO", url.Values{"HL0": {"5"}, "TC": {"4"}})
	for _, r := range k.all(office, "/office?campaign=demo-short") {
		r.wants(t, 200, "100,00") // what one instance took, all count
	}

	office.postForm("/office/campaigns/demo-short/close", nil).wants(t, 200)
	k.become(t, citizen, "/s/DEMO", 410)
	office.postForm("/office/campaigns/demo-short/reopen", nil).wants(t, 200)
	k.become(t, citizen, "/s/DEMO", 200)
	office.postForm("/office/posters/DEMO/void", nil).wants(t, 200)
	k.become(t, citizen, "/s/DEMO", 410)
	office.postForm("/office/posters/DEMO/restore", nil).wants(t, 200)
	k.become(t, citizen, "/s/DEMO", 200)

	announceNewCampaign(t, k.uri)
	k.become(t, citizen, "/s/MOI", 200)

	office.postForm("/office/logout", nil)
	for _, r := range k.all(office, "/office") {
		r.wants(t, 200, `name="password"`)
	}
	command(t, k.uri, "account", "password").works(t) // beside the running service
	r := office.postForm("/office/login", url.Values{"username": {firstUser}, "password": {password}})
	r.wants(t, 401)
	for _, c := range k.instances {
		c.stop()
	}
}

// announceNewCampaign does what the office will: a campaign with a code.
func announceNewCampaign(t *testing.T, uri string) {
	t.Helper()
	s, err := mongostore.Open(t.Context(), uri)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	campaign, err := store.Campaigns.Get(t.Context(), s, "demo-short")
	if err != nil {
		t.Fatal(err)
	}
	campaign.Code = "moi"
	p := survey.Poster{Code: "MOI", Campaign: "moi", Place: centre.Code, Channel: survey.ChannelQR}
	err = errors.Join(store.Campaigns.Create(t.Context(), s, "moi", campaign), store.Posters.Create(t.Context(), s, "MOI", p))
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheSameKeySentToEveryInstanceAtOnceIsOneResponse(t *testing.T) {
	k := newCluster(t, mongotest.Database(t), 3)
	c := newCaller(t, k.front.URL)
	var created atomic.Int64
	for n := range 20 {
		var receipts sync.Map
		var wait sync.WaitGroup
		for range 9 {
			wait.Go(func() {
				r, err := c.postJSON("/api/v1/s/DEMO", sheet(name("cung-mot-khoa", n), n))
				if err != nil || r.status != 200 && r.status != 201 {
					t.Errorf("status %d (%v): %s", r.status, err, r.body)
				}
				if r.status == 201 {
					created.Add(1)
				}
				receipts.Store(receiptOf(r.body), true)
			})
		}
		wait.Wait()
		receipts.Range(func(key, _ any) bool { receipts.Delete(key); return key != "" })
		receipts.Range(func(key, _ any) bool { t.Errorf("another receipt: %v", key); return true })
	}
	if created.Load() != 20 {
		t.Errorf("%d answers say 201, want one for each of 20 keys", created.Load())
	}
	for _, i := range k.instances {
		i.stop()
	}
	if n := rows(t, "csv", export(t, k.uri, "demo-short", "csv")); n != 20 {
		t.Errorf("%d stored, want 20", n)
	}
}

func TestOneOfTwoInstancesKilledUnderLoadLosesNothing(t *testing.T) {
	n := rounds(t, "HAILONG_TEST_CLUSTER_KILLS", 2)
	var sum balance
	for round := range n {
		k := newCluster(t, mongotest.Database(t), 2)
		token := newToken(t, k.uri)
		l := submit(t, k.front.URL, name("mot-trong-hai", round), 30)
		l.begun()
		pause(300e6)
		k.instances[round%2].kill()
		pause(300e6)
		l.wait()
		c := newCaller(t, k.front.URL)
		b := stored(c, token).balance(l.receipts)
		sum = sum.plus(b)
		if b.lost > 0 || b.duplicated > 0 {
			t.Errorf("round %d: %v", round+1, b)
		}
		resend(t, c, l.receipts)
		stored(c, token).exactly(t, l.receipts)
		k.instances[1-round%2].stop()
	}
	t.Logf("%d kills of one of two: %v", n, sum)
}

func TestSheetsSentManyTimesThroughACuttingNetworkAreStoredOnce(t *testing.T) {
	sheets := rounds(t, "HAILONG_TEST_CUT_SHEETS", 100)
	uri := mongotest.Database(t)
	proxy, through := mongotest.NewProxy(t, uri)
	k := newCluster(t, through, 2)
	token := newToken(t, uri)
	proxy.Set(mongotest.Fault{Cut: "insert", Lose: func(before int) bool { return before%10 < 3 }})
	c := newCaller(t, k.front.URL)
	receipts := make([]string, sheets)
	keys := make(chan int)
	var wait sync.WaitGroup
	var refused atomic.Int64
	for range 16 {
		wait.Go(func() {
			for n := range keys {
				for range 5 {
					insist(t, c, n, &receipts[n], &refused)
				}
			}
		})
	}
	for n := range sheets {
		keys <- n
	}
	close(keys)
	wait.Wait()
	proxy.Set(mongotest.Fault{})
	got := stored(c, token)
	for n := range sheets {
		if got[name("qua-mang-hay-dut", n)] != 1 {
			t.Errorf("sheet %d is stored %d times", n, got[name("qua-mang-hay-dut", n)])
		}
	}
	if len(got) != sheets {
		t.Errorf("%d stored, want %d", len(got), sheets)
	}
	t.Logf("%d sheets sent 5 times each, %d more for want of an answer: %d stored", sheets, refused.Load(), len(got))
}

// insist sends a sheet until it is acknowledged, always with the same receipt.
func insist(t *testing.T, c *caller, n int, receipt *string, refused *atomic.Int64) {
	for {
		r, err := c.postJSON("/api/v1/s/DEMO", sheet(name("qua-mang-hay-dut", n), n))
		if err != nil {
			t.Error(err)
			return
		}
		if r.status == http.StatusServiceUnavailable {
			refused.Add(1)
			continue
		}
		got := receiptOf(r.body)
		if got == "" || *receipt != "" && got != *receipt {
			t.Errorf("sheet %d: status %d with receipt %q, before %q", n, r.status, got, *receipt)
		}
		*receipt = got
		return
	}
}
