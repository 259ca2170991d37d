package staff

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// TokenPrefix begins every API token, so that one that was published by mistake
// can be searched for.
const TokenPrefix = "hl_"

// A Token is what is known of an API token. Its plain text is not.
type Token struct {
	Name string    `json:"name"`
	Role Role      `json:"role"`
	Unit string    `json:"unit"`
	Made time.Time `json:"made"`
	// Note says in somebody's words what the token is for, By who made it; both
	// are empty where it was made at the command line.
	Note string `json:"note,omitempty"`
	By   string `json:"by,omitempty"`
}

// maxNote is how long a note may be, in characters.
const maxNote = 60

const tokens store.Kind[Token] = "tokens"

// ErrToken: there is no such token.
var ErrToken = errors.New("unknown token")

// Tokens keeps the API tokens.
type Tokens struct {
	registry store.Registry
	random   io.Reader
}

// NewTokens returns the tokens in a registry.
func NewTokens(r store.Registry, random io.Reader) *Tokens { return &Tokens{r, random} }

// NewToken makes a token and returns its plain text, which is shown once.
func (s *Tokens) NewToken(ctx context.Context, role Role, unit string, now time.Time) (plain string, err error) {
	return s.create(ctx, Token{Role: role, Unit: unit, Made: now})
}

// create names a token and stores it.
func (s *Tokens) create(ctx context.Context, t Token) (plain string, err error) {
	if t.Role, err = ParseRole(string(t.Role)); err != nil {
		return "", err
	}
	plain, id, err := newSecret(s.random, TokenPrefix)
	if err != nil {
		return "", err
	}
	t.Name, t.Made = "token-"+id[:8], t.Made.UTC().Truncate(time.Second)
	if err := tokens.Create(ctx, s.registry, id, t); err != nil {
		return "", err
	}
	return plain, nil
}

// note returns a note as it is stored: without blanks around it, and without
// anything that a page could not show on one line.
func note(s string) (string, bool) {
	s = strings.TrimSpace(s)
	ok := utf8.ValidString(s) && utf8.RuneCountInString(s) <= maxNote && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
	return s, ok
}

// Token returns who a plain token stands for, or ErrToken.
func (s *Tokens) Token(ctx context.Context, plain string) (Principal, error) {
	id, ok := secretID(plain, TokenPrefix)
	if !ok {
		return Principal{}, ErrToken
	}
	t, err := tokens.Get(ctx, s.registry, id)
	if errors.Is(err, survey.ErrNotFound) {
		return Principal{}, ErrToken
	}
	return Principal{Name: t.Name, Role: t.Role, Unit: t.Unit}, err
}

// Revoke removes the token with a name, or survey.ErrNotFound.
func (s *Tokens) Revoke(ctx context.Context, name string) error {
	return s.revoke(ctx, name, func(Token) error { return nil })
}

// revoke removes a token unless may has something against it.
func (s *Tokens) revoke(ctx context.Context, name string, may func(Token) error) error {
	for r, err := range s.registry.List(ctx, string(tokens)) {
		if err != nil {
			return err
		}
		if "token-"+r.ID[:min(8, len(r.ID))] != name {
			continue
		}
		t, err := tokens.Get(ctx, s.registry, r.ID)
		if err != nil {
			return err
		}
		if err := may(t); err != nil {
			return err
		}
		return tokens.Delete(ctx, s.registry, r.ID)
	}
	return fmt.Errorf("revoke %s: %w", name, survey.ErrNotFound)
}

// All yields every token.
func (s *Tokens) All(ctx context.Context) iter.Seq2[Token, error] {
	return tokens.All(ctx, s.registry)
}
