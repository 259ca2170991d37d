package staff

import (
	"context"
	"errors"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// spentTickets are the forms that were acted on, by who sent them.
const spentTickets store.Kind[claim] = "spent-tickets"

// ErrTicket: the form was acted on before.
var ErrTicket = errors.New("form was sent before")

// Once uses up the ticket of a form, or returns ErrTicket where that was done
// within the hour before. A password, a token and recovery codes are shown in the
// answer to a form; without a ticket a browser that loads the answer again would
// have a second one made, and the first, which somebody wrote down, would be
// worthless. It is taken before the work: if we die in between, the form is
// opened again.
func (o *Office) Once(ctx context.Context, by Principal, ticket string) error {
	id := digest(by.Name + "/" + ticket) // nobody spends the tickets of others
	err := spentTickets.Create(ctx, o.registry, id, claim{o.now().UTC().Add(claimLife)})
	if errors.Is(err, survey.ErrExists) {
		return ErrTicket
	}
	return err
}
