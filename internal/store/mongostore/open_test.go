package mongostore

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/survey"
)

func TestAnAddressIsReadAndItsSecretsAreNeverTold(t *testing.T) {
	for uri, want := range map[string]string{
		"mongodb://db1,db2:27018,db3/cai-tien?replicaSet=rs0": "cai-tien at db1,db2:27018,db3",
		"mongodb://ten:mat%40khau@db1/?authSource=admin":      "hailong at db1",
		"mongodb://db1": "hailong at db1",
		"mongodb://ten:mat-khau@[::1]:27017/x?tls=true&w=0":     "x at [::1]:27017",
		"mongodb://ten:mat-khau@db1/x?serverSelectionTimeoutMS": "",
	} {
		a, err := Parse(uri)
		if want == "" {
			if err == nil || strings.Contains(err.Error(), "mat") {
				t.Errorf("%s: error %v", uri, err)
			}
			continue
		}
		if err != nil || a.String() != want {
			t.Errorf("%s: got %q, %v; want %q", uri, a, err, want)
		}
	}
	for _, bad := range []string{
		"", "x", "mongodb://", "http://ten:mat-khau@db1/x", "mongodb://ten:mat-khau@db1/x?authMechanism=MAT-KHAU",
		"mongodb://ten:mat:khau@@db1/x", "mongodb://ten:mat-khau@db1/x\x00", "mongodb://ten:mat-khau@db1/x?tls=co",
		"mongodb+srv://ten:mat-khau@khong-co.invalid/x", "mongodb://ten:mat-khau@db1/x?tlss=mat-khau",
	} {
		if _, err := Open(t.Context(), bad); err == nil || strings.Contains(err.Error(), "mat") {
			t.Errorf("%q: error %v, want one without the password", bad, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"mongodb://a/b", "mongodb://u:p@a,b:1/c?w=1", "mongodb://u:%zz@a", "mongodb://[::1/", "mongodb://a/?x=%00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, uri string) {
		if strings.HasPrefix(uri, "mongodb+srv:") {
			return // would ask the name service
		}
		if a, err := Parse(uri); err == nil && (a.Database == "" || len(a.Hosts) == 0) {
			t.Errorf("%q gives %+v", uri, a)
		}
	})
}

func TestAServerThatIsNotThereIsOneLineWithoutThePassword(t *testing.T) {
	proxy, uri := mongotest.NewProxy(t, "mongodb://ten:mat-khau@127.0.0.1:1/x")
	proxy.Set(mongotest.Fault{Down: true})
	_, err := Open(t.Context(), uri)
	if !errors.Is(err, survey.ErrUnavailable) {
		t.Fatalf("error %v, want %v", err, survey.ErrUnavailable)
	}
	if s := err.Error(); strings.Contains(s, "mat-khau") || strings.Contains(s, "\n") || !strings.Contains(s, "no database answered") {
		t.Errorf("error %q", s)
	}
}

func TestTheAddressCannotWeakenThePromises(t *testing.T) {
	uri := mongotest.Database(t)
	weak := "w=0&journal=false&readConcernLevel=local&retryWrites=false&readPreference=primaryPreferred"
	if strings.Contains(uri, "?") {
		uri += "&" + weak
	} else {
		uri += "?" + weak
	}
	s := openStore(t, uri) // its commands are watched
	defer s.Close()
	r := survey.Response{ID: survey.IDOf("a", "b"), Campaign: "a", Answers: survey.Answers{1}}
	if _, err := s.Insert(t.Context(), []survey.Response{r}); err != nil {
		t.Error(err)
	}
	if known, err := s.Known(t.Context(), r.ID); err != nil || !known {
		t.Errorf("known %v, error %v", known, err)
	}
}

func TestManyInstancesStartAtOnceOnAnEmptyDatabase(t *testing.T) {
	uri := mongotest.Database(t)
	if found, err := Exists(t.Context(), uri); err != nil || found {
		t.Errorf("an empty database: exists %v, error %v", found, err)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			s, err := open(t.Context(), uri, watch(t))
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			if err := s.Probe(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if found, err := Exists(t.Context(), uri); err != nil || !found {
		t.Errorf("after the start: exists %v, error %v", found, err)
	}
	s, err := Open(t.Context(), uri)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	indexes, err := s.responses.Indexes().ListSpecifications(t.Context())
	if err != nil || len(indexes) != 2 {
		t.Errorf("%d indexes, want that of _id and one more (%v)", len(indexes), err)
	}
}

func TestANewerDatabaseIsRefused(t *testing.T) {
	uri := mongotest.Database(t)
	s := openStore(t, uri)
	if _, err := s.engine.ReplaceOne(t.Context(), only(schemaID), bson.D{{Key: "version", Value: version + 1}}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(t.Context(), uri); !errors.Is(err, ErrNewer) || strings.Contains(err.Error(), "\n") {
		t.Errorf("error %v, want %v in one line", err, ErrNewer)
	}
}
