package mongotest

import (
	"bytes"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// A Proxy stands between a program and the database and disturbs what goes
// through, so that a test can be the network.
type Proxy struct {
	target   string
	listener net.Listener
	wait     sync.WaitGroup

	mu      sync.Mutex
	fault   Fault
	changed chan struct{} // closed at every change of the fault
	conns   map[net.Conn]bool
	closed  bool
}

// A Fault is what a proxy does to the traffic.
type Fault struct {
	// Down refuses every connection, as where the machine is gone.
	Down bool
	// Silent takes requests and swallows the replies.
	Silent bool
	// Delay holds every reply back.
	Delay time.Duration
	// Cut resets the connection in place of the reply to a request that holds
	// these bytes, such as a command's name, if Lose says so of the number of
	// such requests before it. Nil loses all.
	Cut  string
	Lose func(before int) bool
}

// NewProxy starts a proxy to the database of an address and returns the address
// through it.
func NewProxy(t testing.TB, uri string) (*Proxy, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	scheme, rest, _ := strings.Cut(uri, "://")
	hosts, path, _ := strings.Cut(rest, "/")
	account := ""
	if at := strings.LastIndex(hosts, "@"); at >= 0 {
		account, hosts = hosts[:at+1], hosts[at+1:]
	}
	host, _, _ := strings.Cut(hosts, ",")
	p := &Proxy{target: host, listener: l, conns: map[net.Conn]bool{}, changed: make(chan struct{})}
	p.wait.Go(p.accept)
	t.Cleanup(p.close)
	through := scheme + "://" + account + l.Addr().String() + "/" + path
	if strings.Contains(through, "?") {
		return p, through + "&directConnection=true"
	}
	return p, through + "?directConnection=true"
}

// Set changes what the proxy does from now on. Going down cuts what is open.
func (p *Proxy) Set(f Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f.Cut != "" {
		f.Lose = counting(f.Lose)
	}
	p.fault = f
	close(p.changed)
	p.changed = make(chan struct{})
	if f.Down {
		p.reset()
	}
}

// counting tells a judge how many there were before.
func counting(lose func(int) bool) func(int) bool {
	n := -1
	return func(int) bool {
		n++
		return lose == nil || lose(n)
	}
}

func (p *Proxy) reset() {
	for c := range p.conns {
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // so that the other side sees a reset
		}
		c.Close()
	}
	clear(p.conns)
}

func (p *Proxy) close() {
	p.listener.Close()
	p.mu.Lock()
	p.closed = true
	p.reset()
	close(p.changed)
	p.changed = make(chan struct{})
	p.mu.Unlock()
	p.wait.Wait()
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.wait.Go(func() { p.serve(client) })
	}
}

// keep counts a connection in, unless it must not be.
func (p *Proxy) keep(c net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.fault.Down {
		_ = c.(*net.TCPConn).SetLinger(0)
		return false
	}
	p.conns[c] = true
	return true
}

func (p *Proxy) serve(client net.Conn) {
	defer client.Close()
	if !p.keep(client) {
		return
	}
	server, err := net.Dial("tcp", p.target)
	if err != nil {
		return
	}
	defer server.Close()
	if !p.keep(server) {
		return
	}
	link := &link{proxy: p, client: client, server: server}
	var wait sync.WaitGroup
	wait.Go(link.requests)
	link.replies()
	wait.Wait()
	p.mu.Lock()
	delete(p.conns, client)
	delete(p.conns, server)
	p.mu.Unlock()
}

// A link is one connection through the proxy.
type link struct {
	proxy          *Proxy
	client, server net.Conn

	mu   sync.Mutex
	lost bool // the reply that is awaited will not be delivered
}

func (l *link) requests() {
	defer l.server.Close()
	b := make([]byte, 64<<10)
	for {
		n, err := l.client.Read(b)
		if err != nil {
			return
		}
		l.judge(b[:n])
		if _, err := l.server.Write(b[:n]); err != nil {
			return
		}
	}
}

// judge decides whether the reply to a request will be lost.
func (l *link) judge(request []byte) {
	p := l.proxy
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fault.Cut != "" && bytes.Contains(request, []byte(p.fault.Cut)) && p.fault.Lose(0) {
		l.mu.Lock()
		l.lost = true
		l.mu.Unlock()
	}
}

func (l *link) replies() {
	defer l.client.Close()
	b := make([]byte, 64<<10)
	for {
		n, err := l.server.Read(b)
		if err != nil {
			return
		}
		l.mu.Lock()
		lost := l.lost
		l.mu.Unlock()
		if lost {
			_ = l.client.(*net.TCPConn).SetLinger(0)
			return
		}
		if !l.proxy.delay() {
			continue
		}
		if _, err := l.client.Write(b[:n]); err != nil {
			return
		}
	}
}

// delay waits as the fault says and reports whether to deliver.
func (p *Proxy) delay() bool {
	p.mu.Lock()
	f, changed := p.fault, p.changed
	p.mu.Unlock()
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-changed:
		}
	}
	return !f.Silent
}
