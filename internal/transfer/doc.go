// Package transfer moves everything a store holds into another one, of whichever
// engine, and proves that it arrived: a count and a hash of each kind of record
// and of each campaign's responses, taken from what either store really returns.
//
// It knows nothing of what the records mean, changes none, and leaves out only
// the kinds it is told. Both stores must be at rest: a service that goes on
// writing shows as a difference.
package transfer
