// Package paper counts the questionnaire on paper: which numbers were printed for
// which place, what was keyed of the forms that came back, and the responses that
// they become.
//
// An Issuer makes batches. A Ledger keeps what became of one: the opening of the
// box, the entry of every number, the second entry of a tenth of them by somebody
// else, and the closing, which alone makes responses. Until then an entry is a
// working paper: it can be corrected, and is no response.
//
// What happened to a batch is a journal of numbered events, each of which exactly
// one of many racers can create, and its Folder is what they add up to. So two
// clerks cannot overwrite each other, nothing slips in after the closing, every
// former version stays with its author and time, and a crash leaves either the
// event or nothing. An import is one event however many forms it holds.
//
// Whether a form counts is decided by rule and not by whoever keys it: a row with
// two ticks is invalid and never inferred, and a form that answers fewer than half
// of the criteria is rejected whole. The box is counted by hand before the first
// entry, so that the count cannot be made to fit, and a batch closes only when
//
//	issued = returned + not returned and returned = valid + rejected.
//
// A number is nobody's, and it is not in the response: the id of a response comes
// from the number and a secret drawn at the closing, so that nobody without the
// secret leads from one to the other; and the day is that of the box, the same for
// all. The entries, and the secret, are kept while the paper lies in its cupboard,
// because an entry that cannot be held against its form proves nothing, and neither
// does a response against its entry. They add nothing then to what the paper itself
// shows. Forget removes both when the forms are destroyed.
package paper
