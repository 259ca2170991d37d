package backup

import "errors"

// What the package refuses with. The texts are for the person at the terminal.
var (
	// ErrForeign: the file is no backup.
	ErrForeign = errors.New("not a backup of Hài Lòng")
	// ErrDamaged: a byte is not what was written, or the end is missing.
	ErrDamaged = errors.New("the backup is damaged or cut short; take another one")
	// ErrNewer: a later version wrote it.
	ErrNewer = errors.New("the backup was made by a newer hailong; restore it with that one")
	// ErrEncrypted: it needs a key and none was given.
	ErrEncrypted = errors.New("the backup is encrypted; name the file of its key with --age-identity")
	// ErrKey: none of the keys opens it.
	ErrKey = errors.New("the backup is encrypted for another key; name the right one with --age-identity")
	// ErrMoving: the records changed from each reading to the next.
	ErrMoving = errors.New("the office is changing records too fast for a backup; try again in a minute")
	// ErrNotEmpty: the target holds something else.
	ErrNotEmpty = errors.New("the target is not empty")
	// ErrUnfinished: the store is the target of a restore that has not ended.
	ErrUnfinished = errors.New("the store was only partly restored")
	// ErrDiffers: what arrived is not what the manifest says.
	ErrDiffers = errors.New("the restored store is not what the backup says")
	// ErrNone: a folder has no backup.
	ErrNone = errors.New("there is no backup")
)
