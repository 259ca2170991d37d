package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"hailong/internal/survey"
)

// dump is everything in the store: each record by its kind and id, and each
// response, as a digest.
func (s *site) dump() map[string]string {
	s.t.Helper()
	all := map[string]string{}
	kinds, err := s.store.Kinds(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, kind := range kinds {
		for r, err := range s.store.List(s.t.Context(), kind) {
			if err != nil {
				s.t.Fatal(err)
			}
			all[kind+" "+r.ID] = digestOf(string(r.Value))
		}
	}
	for _, campaign := range []string{"dot-demo", "dot-demofull", "dot-closed", "dot-early", "dot-voided"} {
		for r, err := range s.store.Responses(s.t.Context(), survey.Scope{Campaign: campaign, From: 0, To: 40_000}) {
			if err != nil {
				s.t.Fatal(err)
			}
			all[fmt.Sprintf("response %x", r.ID)] = digestOf(fmt.Sprint(*r))
		}
	}
	return all
}

func digestOf(s string) string {
	d := sha256.Sum256([]byte(s))
	return hex.EncodeToString(d[:8])
}

// changes lists what differs between two dumps, by kind and id.
func changes(before, after map[string]string) []string {
	list := []string{}
	for id, digest := range after {
		if before[id] != digest {
			list = append(list, id)
		}
	}
	for id := range before {
		if _, still := after[id]; !still {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

// kindsOf are the kinds in a list of changes.
func kindsOf(list []string) string {
	kinds := map[string]bool{}
	for _, id := range list {
		kind, _, _ := strings.Cut(id, " ")
		kinds[kind] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(kinds)), " ")
}

// unchanged fails where anything in the store is not as it was.
func (s *site) unchanged(t *testing.T, before map[string]string, what string) map[string]string {
	t.Helper()
	now := s.dump()
	if list := changes(before, now); len(list) > 0 {
		t.Errorf("%s changed %v", what, list)
	}
	return now
}
