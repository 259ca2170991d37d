package sqlitestore

// Newest is the version of the schema that this program writes.
var Newest = len(migrations)

// CloseAsIs closes the store and leaves the tray as a kill would.
func (s *Store) CloseAsIs() error {
	s.rest.Stop()
	return s.close()
}
