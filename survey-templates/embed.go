// Package templates carries the questionnaires and the service fields that come
// with the program. It holds no rule and reads nothing: package catalog turns
// the files into templates and complains about them.
package templates

import "embed"

// FS holds every YAML file of this folder at its root.
//
//go:embed *.yaml
var FS embed.FS
