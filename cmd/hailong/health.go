package main

import (
	"fmt"
	"net"
	"net/http"
	"time"

	"hailong/internal/config"
)

type healthCommand struct{}

// healthLimit is longer than the service's own limit for its probe write.
const healthLimit = 4 * time.Second

// Run asks /readyz of the service with this configuration on this machine. A
// container without a shell has no other way to ask.
func (healthCommand) Run(c *config.Config, io streams) error {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	client := &http.Client{Timeout: healthLimit}
	request, err := http.NewRequestWithContext(io.ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	request.Host = "localhost" // always allowed, the address itself perhaps not
	answer, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("the service does not answer on %s; is it running, with the same HAILONG_ADDR? (%w)", c.Addr, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the service on %s is not ready (status %d)", c.Addr, answer.StatusCode)
	}
	fmt.Fprintln(io.out, "ready")
	return nil
}
