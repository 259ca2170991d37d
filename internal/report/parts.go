package report

import (
	"maps"
	"slices"

	"hailong/internal/index"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// A name is a code with its words, in the order of the tables.
type name struct {
	code string
	text survey.Text
}

var channelNames = []name{
	{string(survey.ChannelQR), survey.Text{
		survey.Vietnamese: "Mã QR tại điểm tiếp nhận", survey.English: "QR code at the reception point"}},
	{string(survey.ChannelSlip), survey.Text{
		survey.Vietnamese: "Phiếu mời dùng một lần", survey.English: "Single-use slip"}},
	{string(survey.ChannelKiosk), survey.Text{
		survey.Vietnamese: "Máy tính bảng tại chỗ", survey.English: "Tablet at the reception point"}},
	{string(survey.ChannelPaper), survey.Text{
		survey.Vietnamese: "Phiếu giấy", survey.English: "Paper form"}},
	{string(survey.ChannelAssisted), survey.Text{
		survey.Vietnamese: "Có người hỗ trợ trả lời", survey.English: "Answered with help"}},
}

// unnamed are the responses that say nothing of what they are split by.
var unnamed = survey.Text{survey.Vietnamese: "Không ghi", survey.English: "Not stated"}

func (k known) placeNames() []name {
	var names []name
	for _, p := range k.places {
		names = append(names, name{p.Code, p.Name})
	}
	return names
}

func (k known) fieldNames() []name {
	var names []name
	for _, f := range k.fields {
		names = append(names, name{f.Code, f.Text})
	}
	return names
}

// parts lists every part of a split, so that they add up to the whole even if a
// place or a field was deleted since.
func parts(t *survey.Template, s *tally.Split, names []name) []Part {
	counted := maps.Clone(s.Parts())
	var list []Part
	take := func(code string, text survey.Text) {
		if c, ok := counted[code]; ok {
			delete(counted, code)
			list = append(list, Part{Code: code, Name: text, Index: index.Of(t, c)})
		}
	}
	for _, n := range names {
		take(n.code, n.text)
	}
	for _, code := range slices.Sorted(maps.Keys(counted)) {
		if code != "" {
			take(code, survey.Text{survey.Vietnamese: code})
		}
	}
	take("", unnamed)
	return list
}
