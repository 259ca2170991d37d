// Package limit keeps a script from stuffing the open codes, and turns nobody
// honest away.
//
// Every sender, code and unit has a budget: a bucket that a sheet takes from and
// that time refills. A sender is an IPv4 address or an IPv6 network; since who
// owns one /64 mostly owns its neighbours, the /56 and the /48 around it have
// budgets too, larger ones. Thirty people behind one address within ten minutes
// are an ordinary morning in a service centre and all pass. Whoever does not pass
// is told after how long it will; nothing is dropped silently. Flags mark what is
// unusual and refuse nothing.
//
// The package forgets on purpose. Everything is in memory, is lost with the
// process, and is never written anywhere. Of a sender there is a hash under a
// salt that is drawn anew every local day; yesterday's salt is kept for one hour
// more, so that midnight does not double a budget, and then nobody can find out
// any more whether some address was here. It holds at most MostKeys keys; the
// least recently used go first. What is refused adds none, so that trying cannot
// push out what is remembered.
//
// Every instance has budgets of its own: behind a balancer over n of them a
// sender has at most n times as much.
//
// It starts no goroutine, asks nobody for the time and knows nothing of HTTP. A
// clock that is set back stands still for the limiter until it goes on, so that
// nobody waits an hour for it.
package limit
