package main

import (
	"errors"
	"fmt"
	"net"
	"syscall"

	"golang.org/x/net/netutil"

	"hailong/internal/config"
)

// mostConnections is how many people may be connected at once; more wait outside
// until one of them goes, which an idle one must within a minute and one that says
// nothing within seconds. So a crowd that says nothing costs some memory and not
// all of it.
const mostConnections = 4096

// crowded is a listener that lets no more in than a number.
func crowded(l net.Listener, most int) net.Listener { return netutil.LimitListener(l, most) }

// listen binds an address, and says what to do where it cannot.
func listen(variable, addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("another program already listens on %s; stop it, or choose another address with %s", addr, variable)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("not allowed to listen on %s; choose a port above 1023 with %s", addr, variable)
	}
	return nil, fmt.Errorf("cannot listen on %s; set %s to an address of this machine (%w)", addr, variable, err)
}

// listenForMetrics binds the address of the metrics, if there shall be any. Where
// nobody chose the address and another program has it, the service does without:
// a citizen's answer is worth more than a graph.
func (p *program) listenForMetrics() (net.Listener, error) {
	addr := p.config.MetricsAddr
	if addr == config.Off {
		return nil, nil
	}
	l, err := listen("HAILONG_METRICS_ADDR", addr)
	if err != nil && addr == config.DefaultMetricsAddr {
		p.log.Warn("no metrics", "why", err.Error())
		return nil, nil
	}
	if err == nil {
		p.meters = l.Addr().String()
	}
	return l, err
}

// shut closes the listeners that were opened.
func shut(listeners ...net.Listener) {
	for _, l := range listeners {
		if l != nil {
			l.Close()
		}
	}
}
