package web_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTheDescriptionNamesEveryRouteOfTheAPIAndNoOther holds openapi.json to the
// router, and every reference in it to something that is there.
func TestTheDescriptionNamesEveryRouteOfTheAPIAndNoOther(t *testing.T) {
	s := newSite(t)
	answer := s.get("/api/v1/openapi.json")
	answer.wants(t, http.StatusOK, `"openapi": "3.1.0"`)
	var document struct {
		Paths map[string]map[string]struct {
			OperationID string                     `json:"operationId"`
			Responses   map[string]json.RawMessage `json:"responses"`
		}
		Components map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal([]byte(answer.body), &document); err != nil {
		t.Fatal(err)
	}
	var described, routed []string
	for path, methods := range document.Paths {
		for method, operation := range methods {
			described = append(described, strings.ToUpper(method)+" "+path)
			if operation.OperationID == "" || len(operation.Responses) == 0 {
				t.Errorf("%s %s has no name or no responses", method, path)
			}
		}
	}
	parameter := regexp.MustCompile(`:([a-z]+)`)
	for _, r := range s.server.Routes() {
		if strings.HasPrefix(r.Path, "/api/") {
			routed = append(routed, r.Method+" "+parameter.ReplaceAllString(r.Path, "{$1}"))
		}
	}
	slices.Sort(described)
	slices.Sort(routed)
	if !slices.Equal(described, routed) {
		t.Errorf("described %q\nrouted    %q", described, routed)
	}
	for _, ref := range regexp.MustCompile(`"\$ref": "#/components/(\w+)/(\w+)"`).FindAllStringSubmatch(answer.body, -1) {
		if _, ok := document.Components[ref[1]][ref[2]]; !ok {
			t.Errorf("%s refers to nothing", ref[0])
		}
	}
}
