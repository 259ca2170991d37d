package sqlitestore

// Newest is the version of the schema that this program writes.
var Newest = len(migrations)
