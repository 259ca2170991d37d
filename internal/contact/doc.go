// Package contact keeps the requests of people who want an answer: "Tôi muốn
// được trả lời". It is the only place of the service with personal data of
// citizens, and it is kept apart from what they answered.
//
// A request is a second form with a record of its own. It holds what the person
// typed to be reached, the message, the consent and the day, and nothing else: no
// poster, place, counter, field or campaign, since a small counter has few
// visitors a day, and no time finer than the day, since an hour could be set
// beside a queue ticket. Its id comes from the one-time key of its own form under
// its own purpose, and the key itself is not kept, so that no record here shares
// anything with a response. The lists are in an order that says nothing about
// arrival within a day. The day itself is needed for the deadlines; where a
// commune had a single response on a day it could be guessed beside that one,
// which is why nobody who reads requests is shown responses by the day.
//
// # How long it is kept
//
// Sweep deletes a request with its reply 30 days after the answer and at the
// latest 90 days after it was made; Withdraw deletes it at once, when the person
// asks. The consent is evidence that the data may be held, so it is kept as long
// as the data and not longer. What remains is a counted fact: that one request of
// a unit and month was answered, or was not. A fact is created before the request
// is deleted, under a hash of its id; whoever is killed in between is finished by
// the next Sweep, and nothing is counted twice.
//
// The package refuses a request without consent or without a way to answer, and
// more than a unit's people will ever send in a day. It sends nothing to anybody,
// knows no roles and writes no log.
package contact
