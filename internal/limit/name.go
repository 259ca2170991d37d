package limit

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"net/netip"
	"strconv"
	"time"
)

// A name is what something is remembered by, before it is hashed.
type name struct {
	// sender is set where it comes from an address, so that it must be forgotten.
	sender bool
	text   string
}

// A key is a hashed name.
type key [16]byte

// A salt hashes names. Without it a key says nothing.
type salt struct {
	mac hash.Hash
	sum [sha256.Size]byte
}

func drawSalt(rand io.Reader) (*salt, error) {
	var b [sha256.Size]byte
	if _, err := io.ReadFull(rand, b[:]); err != nil {
		return nil, fmt.Errorf("draw salt: %w", err)
	}
	return &salt{mac: hmac.New(sha256.New, b[:])}, nil
}

func (s *salt) key(n name) key {
	s.mac.Reset()
	io.WriteString(s.mac, n.text) // a hash takes everything
	return key(s.mac.Sum(s.sum[:0])[:len(key{})])
}

// What a name is used for.
const (
	forSheets   = "sheets"
	forGuesses  = "guesses"
	forContacts = "contacts"
	forFlags    = "flags"
)

// A reach is an address with as many of its neighbours as its bits leave free.
type reach struct {
	bits   int
	prefix string
}

func reachOf(from netip.Addr, bits int) reach {
	p, err := from.Prefix(bits)
	if err != nil { // more bits than an address has: never with ours
		return reach{}
	}
	b := p.Addr().As16() // of an IPv4 address the mapped form
	return reach{bits, string(b[:])}
}

func (r reach) name(purpose, more string) name {
	return name{sender: true, text: purpose + "/" + strconv.Itoa(r.bits) + "/" + r.prefix + "/" + more}
}

// plain makes an address what it is: not an IPv4 address in the clothes of IPv6,
// and without the name of a network card.
func plain(from netip.Addr) netip.Addr { return from.Unmap().WithZone("") }

// A draw is one budget that something must fit into.
type draw struct {
	name   name
	budget Budget
	cost   int
}

// draws are the budgets of a sender; none for one that has no address.
func (t tiers) draws(purpose string, from netip.Addr, cost int) []draw {
	from = plain(from)
	switch {
	case !from.IsValid():
		return nil
	case from.Is4():
		return []draw{{reachOf(from, 32).name(purpose, ""), t.narrow, cost}}
	}
	return []draw{
		{reachOf(from, 64).name(purpose, ""), t.narrow, cost},
		{reachOf(from, 56).name(purpose, ""), t.wider, cost},
		{reachOf(from, 48).name(purpose, ""), t.widest, cost},
	}
}

// networks are what counts as one network for the flags: a /56 says nothing that
// the /64 within and the /48 around do not.
func networks(from netip.Addr, unit string) []name {
	from = plain(from)
	switch {
	case !from.IsValid():
		return nil
	case from.Is4():
		return []name{reachOf(from, 32).name(forFlags, unit)}
	}
	return []name{reachOf(from, 64).name(forFlags, unit), reachOf(from, 48).name(forFlags, unit)}
}

// saltLag is how long yesterday's salt is kept: no budget of a sender looks back
// further.
const saltLag = time.Hour
