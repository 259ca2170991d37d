// Package slip issues single-use codes: small slips of paper, handed out with the
// result of a procedure, each worth one response.
//
// A batch has one secret. Its codes are computed from the secret, and so is the
// one-time key of the response that a code opens; the store holds the secret and
// the number of slips, never a code. A slip is spent by the insert of its
// response, whose id comes from that key: however many race for one slip, one
// response is stored, and no crash can burn a slip without an answer or count it
// twice. Nothing records when, or whether, a slip was used.
//
// While a batch is live, whoever holds the store could compute its codes and
// find their responses. When it is sealed the secret is destroyed for good, and
// a printed list can no longer be joined to the responses, not by us either.
//
// Codes are drawn evenly, so that their order on the sheets means nothing; no
// code knows of a person, a file or another code.
package slip
