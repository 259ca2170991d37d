// Package backup writes everything a store holds into one file and fills an
// empty store from it, of whichever engine: a backup of the embedded store is
// restored into MongoDB and the other way round. It knows nothing of what the
// records mean, and leaves out only the kinds it is told.
//
// # The file
//
//	"HAILONG-BACKUP 1\n"
//	a zstd stream of frames
//	the SHA-256 of every byte before it
//
// or, for recipients, all of that encrypted by age. A frame is one byte for its
// type, the length of its payload and the payload, both numbers as uvarints:
//
//	h  the Header as JSON, first
//	k  a record: kind, id, value
//	r  a response
//	m  the Manifest as JSON, last: how many of everything, and a hash of them
//
// Records and responses are fields in the order of their numbers, each its
// number, its length and its bytes; an empty one is left out, so that a field
// added later changes no old byte and no old hash. What is not understood is
// refused, never skipped: half a restored fact is a false one.
//
// Responses stand by campaign and day and within a day in the order of their
// random ids, as a store yields them. The file says when it was made. Whoever has
// the file of every hour knows in which hour a response came, so backups are
// made once a night, and nobody keeps files of one day side by side.
//
// # What a backup of a living store holds
//
// Everything that was acknowledged before it began. From a Source that stands
// still, as a snapshot does, it is what the store held at one moment. From one
// that moves, the records are read until two readings agree, which makes them
// those of the moment between; then come the kinds that only grow, and then the
// responses, which only grow as well: whatever a record speaks of is there, and
// the number of responses is one that the store had in between.
//
// # Restoring
//
// The file is read twice. The first reading proves it from the first byte to the
// last and writes nothing. Then the target, which must be empty, is marked,
// filled, read back and compared with the manifest, and only then the mark is
// taken away: Finished refuses a store that still has it. Whatever ends the work
// in between, restoring the same file again goes through to the end; every write
// may be repeated.
package backup
