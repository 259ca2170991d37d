package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"hailong/internal/config"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
)

// A deployment is what compose.yaml says, as far as it can be checked where no
// container can run.
type deployment struct {
	Services map[string]struct {
		Image       string
		Environment map[string]string
		Networks    []string
		Ports       []string
		DependsOn   any `yaml:"depends_on"`
	}
	Networks map[string]struct{ Internal bool }
	Configs  map[string]struct{ Content string }
}

func readDeployment(t *testing.T) deployment {
	t.Helper()
	b, err := os.ReadFile("../../compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var d deployment
	if err := yaml.Unmarshal(b, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// asked are the variables that whoever starts the deployment must give.
var asked = regexp.MustCompile(`\$\{(\w+):\?[^}]*\}`)

func TestTheProgramStartsWithJustTheVariablesOfTheDeployment(t *testing.T) {
	d := readDeployment(t)
	given := map[string]string{"HAILONG_HOST": "khaosat.example.vn", "HAILONG_ADMIN_PASSWORD": password}
	uri := mongotest.Database(t)
	for _, name := range []string{"hailong1", "hailong2"} {
		var settings []string
		for k, v := range d.Services[name].Environment {
			v = asked.ReplaceAllStringFunc(v, func(s string) string { return given[asked.FindStringSubmatch(s)[1]] })
			switch k {
			case "HAILONG_MONGODB_URI":
				a, err := mongostore.Parse(v)
				if err != nil || a.String() != "hailong at mongo1:27017,mongo2:27017,mongo3:27017" && a.String() != "hailong at mongo1,mongo2,mongo3" {
					t.Errorf("%s: %s (%v)", k, a, err)
				}
				v = uri
			case "HAILONG_METRICS_ADDR":
				v = "127.0.0.1:0" // the port is taken by the other instance here
			}
			settings = append(settings, k+"="+v)
		}
		if len(settings) < 4 {
			t.Fatalf("%s has the settings %q", name, settings)
		}
		if unknown := config.Unknown(settings); len(unknown) > 0 {
			t.Errorf("%s: unknown %v", name, unknown)
		}
		c := serve(t, uri, settings...)
		if c.ready.Address != "https://khaosat.example.vn" {
			t.Errorf("%s: QR codes would point at %s", name, c.ready.Address)
		}
		defer c.stop()
	}
}

func TestTheDatabaseOfTheDeploymentIsReachedFromWithinOnly(t *testing.T) {
	d := readDeployment(t)
	if !d.Networks["store"].Internal {
		t.Error("the network of the database is not internal")
	}
	for name, s := range d.Services {
		if len(s.Ports) > 0 && name != "caddy" {
			t.Errorf("%s has the ports %v to the outside", name, s.Ports)
		}
		if strings.HasPrefix(name, "mongo") && !slices.Equal(s.Networks, []string{"store"}) {
			t.Errorf("%s is in %v", name, s.Networks)
		}
	}
	for _, want := range []string{"${HAILONG_HOST} {", "hailong1:8080", "hailong2:8080"} {
		if !strings.Contains(d.Configs["caddyfile"].Content, want) {
			t.Errorf("the proxy's configuration has no %q", want)
		}
	}
}
