package config

import (
	"net"
	"net/url"
	"strconv"
	"strings"
)

// Public returns the address that people use: the one that was set, or else the
// machine's own in the local network, with the port on which it listens.
func (c *Config) Public(port int, own []net.IP) (*url.URL, error) {
	if c.PublicURL != "" {
		return ParsePublicURL(c.PublicURL)
	}
	host := "localhost"
	if bound, _, err := net.SplitHostPort(c.Addr); err == nil && bound != "" && !unspecified(bound) {
		host = bound
	} else if len(own) > 0 {
		host = own[0].String()
	}
	return &url.URL{Scheme: "http", Host: net.JoinHostPort(host, strconv.Itoa(port))}, nil
}

func unspecified(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsUnspecified()
}

// Hosts are the names answered besides the public address and the loopback:
// this machine's own addresses, as long as nobody has set a public one.
func (c *Config) Hosts(own []net.IP) []string {
	if c.PublicURL != "" {
		return nil
	}
	var hosts []string
	for _, ip := range own {
		hosts = append(hosts, ip.String())
	}
	return hosts
}

// Addresses returns this machine's addresses in local networks, those of real
// network cards only: a phone cannot reach a container's bridge.
func Addresses() []net.IP {
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil
	}
	var own []net.IP
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 || virtual(i.Name) {
			continue
		}
		addrs, err := i.Addrs()
		if err != nil {
			continue
		}
		for _, a := range addrs {
			if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLinkLocalUnicast() {
				own = append(own, n.IP)
			}
		}
	}
	return own
}

func virtual(name string) bool {
	for _, prefix := range []string{"docker", "br-", "veth", "virbr", "tun", "tap"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
