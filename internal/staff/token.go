package staff

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

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
}

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
	if role, err = ParseRole(string(role)); err != nil {
		return "", err
	}
	plain, id, err := newSecret(s.random, TokenPrefix)
	if err != nil {
		return "", err
	}
	t := Token{Name: "token-" + id[:8], Role: role, Unit: unit, Made: now.UTC().Truncate(time.Second)}
	if err := tokens.Create(ctx, s.registry, id, t); err != nil {
		return "", err
	}
	return plain, nil
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
	return Principal{t.Name, t.Role, t.Unit}, err
}

// Revoke removes the token with a name, or survey.ErrNotFound.
func (s *Tokens) Revoke(ctx context.Context, name string) error {
	for r, err := range s.registry.List(ctx, string(tokens)) {
		if err != nil {
			return err
		}
		if "token-"+r.ID[:min(8, len(r.ID))] == name {
			return tokens.Delete(ctx, s.registry, r.ID)
		}
	}
	return fmt.Errorf("revoke %s: %w", name, survey.ErrNotFound)
}

// All yields every token.
func (s *Tokens) All(ctx context.Context) iter.Seq2[Token, error] {
	return tokens.All(ctx, s.registry)
}
