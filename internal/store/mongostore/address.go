package mongostore

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"
)

// errAddress says no more, since what is wrong may stand beside a password.
var errAddress = errors.New("HAILONG_MONGODB_URI is not an address such as mongodb://db1,db2,db3/hailong?replicaSet=rs0; correct it. Letters such as @ : / % in a password are written %40 %3A %2F %25")

// An Address is what may be said of where a database is.
type Address struct {
	Hosts    []string
	Database string
}

// String names database and hosts, never a user or a password.
func (a Address) String() string { return a.Database + " at " + strings.Join(a.Hosts, ",") }

// IsAddress reports whether text is meant as the address of a database.
func IsAddress(text string) bool {
	return strings.HasPrefix(text, "mongodb://") || strings.HasPrefix(text, "mongodb+srv://")
}

// Parse reads an address without connecting. Its error does not repeat it.
func Parse(uri string) (Address, error) {
	if !IsAddress(uri) || strings.ContainsRune(uri, 0) {
		return Address{}, errAddress
	}
	c, err := connstring.Parse(uri)
	if err != nil {
		return Address{}, errAddress
	}
	if unknown := slices.Sorted(maps.Keys(c.UnknownOptions)); len(unknown) > 0 {
		// A misspelt tls would be no tls.
		return Address{}, fmt.Errorf("HAILONG_MONGODB_URI has options that nobody knows: %s; correct them", strings.Join(unknown, ", "))
	}
	a := Address{Hosts: c.Hosts, Database: c.Database}
	if a.Database == "" {
		a.Database = DefaultDatabase
	}
	return a, nil
}
