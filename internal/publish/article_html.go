package publish

import (
	"html/template"
	"io"
)

// portal is the article as a fragment of a page. It has no style and no script
// of its own, which portals strip; the chart is a picture with its words beside
// it and its figures in the table.
var portal = template.Must(template.New("article").Parse(`<article lang="vi">
<h2>{{.Title}}</h2>
{{range .Parts}}{{if .Head}}<h3>{{.Head}}</h3>
{{end}}{{if .List}}<ul>
{{range .Items}}<li>{{.}}</li>
{{end}}</ul>
{{else if .Text}}<p>{{if .Lead}}<strong>{{.Text}}</strong>{{else}}{{.Text}}{{end}}</p>
{{end}}{{if .Table}}<table>
<caption>{{.Caption}}</caption>
<thead><tr><th scope="col">Yếu tố</th><th scope="col">Chỉ số hài lòng</th></tr></thead>
<tbody>
{{range .Table}}<tr><th scope="row">{{.Label}}</th><td>{{.Figure}}</td></tr>
{{end}}</tbody>
</table>
<figure><img src="{{.Picture}}" alt="{{.Alt}}" width="1200" height="675"></figure>
{{end}}{{end}}{{if .Address}}<p><a href="{{.Address}}">Xem trang kết quả</a></p>
{{end}}</article>
`))

// part is a paragraph as the template reads it.
type part struct {
	Head, Text   string
	List, Lead   bool
	Items        []string
	Table        []row
	Caption      string
	Picture, Alt string
}

type row struct{ Label, Figure string }

// writeArticleHTML writes the article for the portal.
func writeArticleHTML(w io.Writer, f *facts) error {
	a := f.article()
	data := struct {
		Title, Address string
		Parts          []part
	}{a.Title, a.address, nil}
	for _, p := range a.paragraphs {
		one := part{Head: p.head, List: p.list, Lead: p.kind == lead, Text: p.text()}
		if p.list {
			for _, s := range p.sentences {
				one.Items = append(one.Items, s.text)
			}
		}
		if p.kind == figures {
			one.Caption, one.Alt, one.Picture = a.caption, a.alt, fileWide
			for _, line := range a.table {
				one.Table = append(one.Table, row{line.label, line.figure()})
			}
		}
		data.Parts = append(data.Parts, one)
	}
	return portal.Execute(w, data)
}
