// Package mongostore is the engine of a real deployment: MongoDB, a replica set
// or a sharded cluster, with several instances of the program on one database.
// It fulfils the contract of package store and nothing more.
//
// # Promises, and how they are kept
//
// What the operator writes into the address cannot weaken them: write concern
// majority with journal, read concern majority, reads from the primary,
// retryable writes and the time limits are set by code.
//
// Once: a response's _id is made by the client (survey.ID), so that inserting it
// again meets error 11000, which means "it is there". Only unordered inserts are
// used for facts; the server tells for each document of a batch.
//
// Never acknowledged on a guess: a reply that does not come leaves the outcome
// unknown. The same batch is then inserted again, and each document of it is
// acknowledged only when the server says that it wrote it or that it has it. Both
// answers wait for the majority: a server that refuses a duplicate waits until
// what it saw is durable. What stays unknown is survey.ErrUnavailable.
//
// Everything that must happen once is an insert, too: a record is created by
// inserting its _id. A document that changes is replaced whole. There is no
// read-modify-write, no transaction and no aggregation, so the engine needs of a
// server only what every compatible one does right.
//
// # Collections
//
//	responses       the facts: one document each, never updated, never deleted
//	records.KIND    the registry: {_id, value, nonce}
//	engine          {_id: "schema", version} and {_id: "canary", beat}
//
// A response's day is a number counted from 1970-01-01, its _id 26 letters and
// digits of a hash. The only index besides those on _id is on responses
// (campaign, day, _id): it serves every stream, and within a day its order is
// that of the random ids, so that no stream shows which response came first. A
// sharded cluster shards responses on {_id: "hashed"}; nothing else need be
// sharded.
//
// # Below the contract
//
// MongoDB keeps documents in the order in which they were inserted, and its
// oplog for some days. Whoever administers the database can see the order of
// arrival there; a collection clustered on _id, made before the first start,
// hides it from all but the oplog.
package mongostore
