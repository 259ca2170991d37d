package backup

import (
	"fmt"
	"syscall"
)

// reserve (bytes) is what a backup leaves free: the service needs room to go on.
const reserve = 64 << 20

// Room refuses a folder whose disk has not the room for so many bytes and a
// reserve.
func Room(dir string, bytes int64) error {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		return fmt.Errorf("room in %s: %w", dir, err)
	}
	free := int64(disk.Bavail) * int64(disk.Bsize)
	if need := bytes + reserve; free < need {
		return fmt.Errorf("the disk of %s has %d MB free, and a backup needs %d MB; make room, or name a folder on another disk", dir, free>>20, need>>20)
	}
	return nil
}
