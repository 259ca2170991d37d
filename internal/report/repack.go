package report

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
)

// repack writes a workbook of the library anew, so that the same workbook is
// the same bytes: its parts in the order of their names after the list of their
// types, the list sorted too, which the library leaves to chance, and every
// part with a date that exists. The values of formulas, which the library marks
// as text, become numbers: who does not compute reads them as such.
func repack(w io.Writer, file []byte) error {
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) // "[" is before all letters
	out := zip.NewWriter(w)
	for _, f := range in.File {
		content, err := unpacked(f)
		if err != nil {
			return err
		}
		switch {
		case f.Name == "[Content_Types].xml":
			content = sortedTypes(content)
		case strings.HasPrefix(f.Name, "xl/worksheets/"):
			content = strings.ReplaceAll(content, ` t="str"><f>`, `><f>`)
		}
		part, err := out.CreateHeader(partHeader(f.Name))
		if err == nil {
			_, err = io.WriteString(part, content)
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}

func unpacked(f *zip.File) (string, error) {
	r, err := f.Open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	return string(b), err
}

var contentType = regexp.MustCompile(`<(?:Default|Override) [^>]*>(?:</(?:Default|Override)>)?`)

// sortedTypes sorts the list of the types.
func sortedTypes(list string) string {
	types := contentType.FindAllString(list, -1)
	if len(types) == 0 {
		return list
	}
	at := contentType.FindStringIndex(list)[0]
	end := strings.LastIndex(list, types[len(types)-1]) + len(types[len(types)-1])
	slices.Sort(types)
	return list[:at] + strings.Join(types, "") + list[end:]
}
