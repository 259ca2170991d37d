// Package seal makes the count of responses one that the public can check: whoever
// was given a receipt can see that it is in the count, and nobody can take a response
// out, put one in or change one of a day that is over without its being found.
//
// Every night what came in since the last is sealed by an entry of a chain. Its public
// part, an Entry, holds the root of a Merkle tree (RFC 6962) of the receipts, the root
// of the responses of the days that are over, a commitment to the counts, the head of
// the audit log and the hash of the entry before. One hash that somebody keeps thus
// stands for everything until its night. What the roots were made of is kept beside it
// in the same record: one record with a number of its own, made by exactly one of many
// racers, is the whole of a night's decision, and what remains after it (clearing away
// the receipts that it holds) may be done by anybody, any number of times.
//
// It refuses to tell anything of a response. A receipt is sealed with those of the whole
// service, never fewer than Least of them, in the order of hashes that depend on a
// secret of the night; leaves that stand for nobody fill the tree up to a power of two,
// so that neither its size nor a place in it counts the answers of an open period. A
// proof names no campaign and no day but the night of the seal. Responses are sealed in
// trees of their own, by campaign and day, and nothing leads from one tree to another.
//
// What it cannot see: changes to a response on the day it came in, before the first
// seal; and responses from paper, which come days later and are kept by package paper.
package seal
