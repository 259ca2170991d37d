package main

import (
	"context"
	"net/http"
	"time"
)

// farewell closes connections with their last answer while the program ends.
func (p *program) farewell(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.draining.Load() {
			w.Header().Set("Connection", "close")
		}
		h.ServeHTTP(w, r)
	})
}

// farewellTime is how long connections that are kept open may still bring a
// request, which is answered. Shutdown alone would cut off those whose request
// is on its way.
const farewellTime = 250 * time.Millisecond

// stop refuses new connections, answers the requests that were accepted,
// commits what waits, and closes the store.
func (p *program) stop() {
	p.web.Drain()
	p.draining.Store(true)
	for _, l := range p.listening {
		l.Close() // once more in Shutdown, which minds as little
	}
	time.Sleep(farewellTime)
	ctx, cancel := context.WithTimeout(context.Background(), stopLimit)
	defer cancel()
	for _, s := range p.servers {
		if err := s.Shutdown(ctx); err != nil {
			p.log.Warn("some requests were cut off", "error", err.Error())
			s.Close()
		}
	}
	p.close()
}

func (p *program) close() {
	if p.queue != nil {
		p.queue.Close()
	}
	if p.traffic != nil {
		ctx, cancel := context.WithTimeout(context.Background(), lastWrite)
		p.flush(ctx)
		cancel()
	}
	if p.store != nil {
		if err := p.store.Close(); err != nil {
			p.log.Error("close store", "error", err.Error())
		}
	}
}
