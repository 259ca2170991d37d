package config

import (
	"net"
	"reflect"
	"strings"
	"testing"
)

func TestThePublicAddressIsTheBestOneKnown(t *testing.T) {
	lan := []net.IP{net.ParseIP("192.168.1.5"), net.ParseIP("10.0.0.7")}
	for _, c := range []struct {
		name, public, addr string
		own                []net.IP
		want               string
	}{
		{"what was set wins", "https://khaosat.example.vn/", ":8080", lan, "https://khaosat.example.vn"},
		{"else the first own address", "", ":8080", lan, "http://192.168.1.5:8080"},
		{"also where every one is bound", "", "0.0.0.0:8080", lan, "http://192.168.1.5:8080"},
		{"also in IPv6", "", "[::]:8080", lan, "http://192.168.1.5:8080"},
		{"a bound address is the one", "", "127.0.0.1:8080", lan, "http://127.0.0.1:8080"},
		{"a bound IPv6 address has brackets", "", "[fd00::5]:8080", lan, "http://[fd00::5]:8080"},
		{"a bound name", "", "may-chu:8080", lan, "http://may-chu:8080"},
		{"without a network", "", ":8080", nil, "http://localhost:8080"},
	} {
		k := usual()
		k.PublicURL, k.Addr = c.public, c.addr
		u, err := k.Public(8080, c.own)
		if err != nil || u.String() != c.want {
			t.Errorf("%s: got %v (%v), want %s", c.name, u, err, c.want)
		}
	}
	k := usual()
	k.PublicURL = "khaosat"
	if u, err := k.Public(8080, lan); err == nil {
		t.Errorf("a faulty public address gives %v", u)
	}
}

func TestThePortIsTheOneThatIsListenedOn(t *testing.T) {
	k := usual()
	k.Addr = "127.0.0.1:0"
	if u, err := k.Public(41234, nil); err != nil || u.Port() != "41234" {
		t.Errorf("got %v (%v), want port 41234", u, err)
	}
}

func TestOwnAddressesAreAnsweredUntilThereIsAPublicOne(t *testing.T) {
	lan := []net.IP{net.ParseIP("192.168.1.5"), net.ParseIP("10.0.0.7")}
	k := usual()
	if got, want := k.Hosts(lan), []string{"192.168.1.5", "10.0.0.7"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	k.PublicURL = "https://khaosat.example.vn"
	if got := k.Hosts(lan); len(got) != 0 {
		t.Errorf("got %q, want none", got)
	}
}

func TestOwnAddressesAreThoseThatAPhoneCanReach(t *testing.T) {
	for _, ip := range Addresses() {
		if ip.To4() == nil || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() {
			t.Errorf("%v cannot be reached by a phone", ip)
		}
	}
	for name, want := range map[string]bool{"docker0": true, "br-1a2b": true, "veth12": true, "virbr0": true, "tun0": true, "eth0": false, "wlan0": false, "enp3s0": false} {
		if virtual(name) != want {
			t.Errorf("virtual(%q) is %v", name, !want)
		}
	}
}

func TestEveryVariableOfTheConfigurationIsKnown(t *testing.T) {
	var environ []string
	fields := reflect.TypeFor[Config]()
	for i := range fields.NumField() {
		environ = append(environ, fields.Field(i).Tag.Get("env")+"=x")
	}
	if got := Unknown(environ); len(got) != 0 {
		t.Errorf("%s can be set but is called unknown", strings.Join(got, ", "))
	}
	if len(environ) != len(variables) {
		t.Errorf("%d variables are known, %d can be set", len(variables), len(environ))
	}
}
