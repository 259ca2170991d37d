// Package void keeps which responses are not to be counted, and who decided it.
//
// Responses are facts: nothing here changes or deletes one. A void is another
// fact beside them, proposed by one person with a reason and decided by a second
// one; figures are made without what is voided, and tell how much that is and
// what they would be with it. A void is lifted in the same way, by another
// proposal and another second person, and the figures return. Every proposal and
// every decision stays for ever.
//
// # What can be voided
//
// A void names a set by where and when responses were given: days that are over
// of one campaign, narrowed by places, counters, service fields and channels. It
// cannot name a response, and it cannot name answers: the office under rating
// would pick out the bad marks. Staff see no ids either, and a set that holds
// fewer than Least responses is refused unless it is a trial's; whoever voids a bad mark has
// to void the good ones beside it, and the second person sees how many.
//
// # Decisions take turns
//
// The decisions on a campaign are numbered, and each is made with all before it
// in view and then claims its number. Of two who decide at once, on whatever
// instance, one finds the number taken, looks again and is held to what the
// other has decided. So a proposal is decided once, and no two voids in force
// share a response: their numbers may be subtracted one after the other. A
// decision is a single write, so there is nothing that a crash could halve.
//
// The package does not know roles: who may propose and who may decide is for the
// caller to say. Only that they are two persons is said here.
package void
