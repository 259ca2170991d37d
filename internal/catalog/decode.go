package catalog

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// decode copies a YAML tree into the structs of package survey by their yaml
// tags. It is stricter than the library's own decoder, which turns 1 into "1"
// and true into "true", and unlike it goes on after a fault: what is wrong is
// left out and reported with its line.
func decode(f *file, root ast.Node, into any) {
	f.lines[""] = lineOf(root)
	d := decoder{f}
	d.value("", root, reflect.ValueOf(into).Elem())
}

type decoder struct{ *file }

// value copies one node into v, whose type says what must stand there.
func (d decoder) value(path string, n ast.Node, v reflect.Value) {
	if d.refused(path, n) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		p := reflect.New(v.Type().Elem())
		d.value(path, n, p.Elem())
		v.Set(p)
	case reflect.Struct:
		d.mapping(path, n, "a mapping of keys", func(key string, child ast.Node) {
			d.member(path, key, child, v)
		})
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		d.mapping(path, n, "a text in each language, as {vi: …, en: …}", func(key string, child ast.Node) {
			s := reflect.New(v.Type().Elem()).Elem()
			d.value(join(path, key), child, s)
			v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), s)
		})
	case reflect.Slice:
		d.list(path, n, v)
	default:
		d.scalar(path, n, v)
	}
}

// refused reports the parts of YAML that let a file say more, or something
// else, than what a reader sees.
func (d decoder) refused(path string, n ast.Node) bool {
	what := ""
	switch n.(type) {
	case *ast.AnchorNode:
		what = "anchors (&)"
	case *ast.AliasNode:
		what = "aliases (*)"
	case *ast.TagNode:
		what = "tags (!)"
	default:
		return false
	}
	d.complain(path, "%s are not allowed; write the value out", what)
	return true
}

// member copies the value of a key into the field of that name.
func (d decoder) member(path, key string, n ast.Node, v reflect.Value) {
	names := members(v.Type())
	i, known := names[key]
	if !known {
		d.complain(join(path, key), "there is no such key here; use %s", strings.Join(sorted(names), ", "))
		return
	}
	d.value(join(path, key), n, v.Field(i))
}

// mapping calls visit for every key that may stand in a mapping.
func (d decoder) mapping(path string, n ast.Node, want string, visit func(string, ast.Node)) {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		d.complain(path, "want %s, not %s", want, kindOf(n))
		return
	}
	first := map[string]int{}
	for _, p := range pairs {
		line := lineOf(p.Key)
		key, ok := d.key(path, line, p.Key)
		if !ok {
			continue
		}
		if at, twice := first[key]; twice {
			d.complainAt(line, join(path, key), "the key stands already in line %d; remove one", at)
			continue
		}
		first[key] = line
		d.lines[join(path, key)] = line
		visit(key, p.Value)
	}
}

func (d decoder) key(path string, line int, n ast.MapKeyNode) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.MergeKeyNode:
		d.complainAt(line, join(path, "<<"), "merge keys (<<) are not allowed; write the keys out")
	default:
		d.complainAt(line, path, "a key must be a plain word, not %s", kindOf(n))
	}
	return "", false
}

func (d decoder) list(path string, n ast.Node, v reflect.Value) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		d.complain(path, "want a list, not %s", kindOf(n))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(seq.Values), len(seq.Values)))
	for i, item := range seq.Values {
		at := fmt.Sprintf("%s[%d]", path, i)
		d.lines[at] = lineOf(item)
		if !seq.IsFlowStyle && i < len(seq.Entries) && seq.Entries[i].Start != nil { // the dash
			d.lines[at] = seq.Entries[i].Start.Position.Line
		}
		d.value(at, item, v.Index(i))
	}
}

func (d decoder) scalar(path string, n ast.Node, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		switch n := n.(type) {
		case *ast.StringNode:
			v.SetString(n.Value)
		case *ast.LiteralNode:
			// The line end before the next key belongs to the layout.
			v.SetString(strings.TrimRight(n.Value.Value, "\n"))
		case *ast.NullNode:
			d.complain(path, "want text, not nothing; write it or remove the key")
		default:
			d.complain(path, "want text, not %s; put it in quotes if it is meant", kindOf(n))
		}
	case reflect.Int:
		i, ok := integer(n)
		if !ok || v.OverflowInt(i) {
			d.complain(path, "want a whole number, not %s", kindOf(n))
			return
		}
		v.SetInt(i)
	case reflect.Bool:
		b, ok := n.(*ast.BoolNode)
		if !ok {
			d.complain(path, "want true or false, not %s", kindOf(n))
			return
		}
		v.SetBool(b.Value)
	}
}

func integer(n ast.Node) (int64, bool) {
	i, ok := n.(*ast.IntegerNode)
	if !ok {
		return 0, false
	}
	switch i := i.Value.(type) {
	case int64:
		return i, true
	case uint64:
		return int64(i), i < 1<<63
	}
	return 0, false
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// members returns the number of each field of a struct that a file may set, by
// its yaml tag.
func members(t reflect.Type) map[string]int {
	names := map[string]int{}
	for i := range t.NumField() {
		if tag := t.Field(i).Tag.Get("yaml"); tag != "" {
			names[tag] = i
		}
	}
	return names
}

func sorted(names map[string]int) []string {
	list := make([]string, 0, len(names))
	for name := range names {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}
