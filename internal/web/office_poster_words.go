package web

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"hailong/internal/period"
	"hailong/internal/register"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// kindNames are what the office calls what is printed.
var kindNames = map[string]string{
	register.A3:       "Áp phích A3",
	register.A4:       "Áp phích A4",
	register.A5:       "Áp phích nhỏ A5",
	register.Tent:     "Tờ gấp để bàn (A4 gấp đôi)",
	register.Stickers: "Nhãn dán (24 nhãn một tờ A4)",
	register.PNG:      "Riêng hình mã QR, ảnh PNG",
	register.SVG:      "Riêng hình mã QR, ảnh SVG",
}

// sheetKinds are those that a whole campaign can be printed as.
var sheetKinds = []string{register.A4, register.A3, register.A5, register.Tent, register.Stickers}

func kindPicks(kinds []string, chosen string) []page.Pick {
	picks := make([]page.Pick, len(kinds))
	for i, k := range kinds {
		picks[i] = page.Pick{Value: k, Text: kindNames[k], Chosen: k == chosen}
	}
	return picks
}

// langNames are the languages that prints are made in, in the order of the list.
var langNames = []page.Pick{{Value: string(survey.Vietnamese), Text: "Tiếng Việt"}, {Value: string(survey.English), Text: "Tiếng Anh"}}

func langPicks(chosen string) []page.Pick { return choose(langNames, chosen) }

var stateNames = map[register.State]string{
	register.Open:   "đang mở",
	register.Early:  "đợt chưa bắt đầu",
	register.Ended:  "đợt đã kết thúc",
	register.Broken: "thiếu đợt hoặc nơi đặt",
	register.Voided: "đã thu hồi",
}

// doneSentences say what was just done to a code, by the word in the address.
var doneSentences = map[string]string{
	"made":     "Đã tạo mã mới. Xin in rồi treo đúng nơi đặt ghi dưới đây.",
	"moved":    "Đã đổi. Ai quét mã từ bây giờ sẽ thấy phiếu mới; không cần in lại, trừ khi nơi ghi trên tờ in đã khác.",
	"voided":   "Đã thu hồi. Ai quét mã này sẽ được báo là mã không còn dùng. Xin gỡ tờ đang treo.",
	"restored": "Mã dùng lại được ngay từ bây giờ.",
}

// doneTablet say the same of the code of a tablet, which is opened and not printed.
var doneTablet = map[string]string{
	"made":     "Đã tạo mã cho máy tính bảng. Xin mở địa chỉ dưới đây trên máy, rồi đặt máy đúng nơi ghi ở trên.",
	"moved":    "Đã đổi. Địa chỉ giữ nguyên; xin tải lại trang đang mở trên máy để thấy phiếu mới.",
	"voided":   "Đã thu hồi. Ai mở địa chỉ này sẽ được báo là mã không còn dùng. Xin đóng trang trên máy.",
	"restored": "Mã dùng lại được ngay từ bây giờ. Xin mở lại địa chỉ trên máy.",
}

// doneSentence says what was just done to a code.
func doneSentence(kiosk bool, word string) string {
	if kiosk {
		return doneTablet[word]
	}
	return doneSentences[word]
}

// targetSentence says what is wrong with what a code shall open, or "" where
// that is not what is wrong.
func targetSentence(err error) string {
	for _, f := range []struct {
		err  error
		text string
	}{
		{register.ErrCampaign, "Đợt khảo sát đã chọn không còn. Xin chọn đợt khác."},
		{register.ErrPlace, "Điểm tiếp nhận đã chọn không thuộc đợt khảo sát này, hoặc đã ngừng. Xin chọn nơi khác."},
		{register.ErrCounter, "Quầy đã chọn không còn. Xin chọn nơi khác."},
		{register.ErrUnit, "Đợt khảo sát và nơi đặt thuộc hai xã khác nhau. Xin chọn lại."},
		{register.ErrField, "Lĩnh vực đã chọn không có. Xin chọn lại."},
	} {
		if errors.Is(err, f.err) {
			return f.text
		}
	}
	return ""
}

// where names a place and a counter in one value of a list.
func where(place, counter string) string { return place + "/" + counter }

func (t target) register() register.Target {
	to := register.Target{Campaign: t.Campaign, Place: t.Where, Field: t.Field, Kiosk: t.Kind == kioskKind}
	if i := strings.LastIndexByte(t.Where, '/'); i >= 0 {
		to.Place, to.Counter = t.Where[:i], t.Where[i+1:]
	}
	return to
}

func posterPath(code string) string { return "/office/posters/" + url.PathEscape(code) }

// posterLine puts a code into words.
func posterLine(e register.Entry) page.OfficePosterLine {
	line := page.OfficePosterLine{
		Code: e.Poster.Code, Where: e.Place.Name.In(survey.Vietnamese), Campaign: e.Campaign.Name.In(survey.Vietnamese),
		State: stateNames[e.State], On: e.State == register.Open, Voided: e.State == register.Voided, Broken: e.State == register.Broken,
		Kiosk: e.Poster.Channel == survey.ChannelKiosk, Silent: e.Silent, Prints: len(e.Prints), This: useWords(e.Usage.This), Previous: useWords(e.Usage.Previous),
	}
	if line.Where == "" {
		line.Where = e.Poster.Place // the name is gone, the code still says something
	}
	if line.Campaign == "" {
		line.Campaign = e.Poster.Campaign
	}
	line.Idle = !line.On && register.Rough(e.Usage.This.Scans+e.Usage.Previous.Scans) == 0
	if e.Counter != nil {
		line.Where += " · " + e.Counter.Name.In(survey.Vietnamese)
	}
	if len(e.Prints) > 0 {
		line.Printed, line.By = period.Local(e.Prints[0].At).Format("02/01/2006"), e.Prints[0].By
	}
	return line
}

func useWords(n register.Count) page.OfficeUse {
	return page.OfficeUse{Scans: roughly(n.Scans), Answers: roughly(n.Answers)}
}

// roughly says a number so that it does not show what one person did.
func roughly(n int64) string {
	if n = register.Rough(n); n == 0 {
		return "dưới 10"
	}
	return "khoảng " + page.Count(n)
}

func printLine(p register.Print) page.OfficePrint {
	line := page.OfficePrint{When: period.Local(p.At).Format("02/01/2006 15:04"), Kind: kindNames[p.Kind], By: p.By}
	for _, l := range langNames {
		if l.Value == string(p.Lang) {
			line.Lang = l.Text
		}
	}
	if n := len(p.Codes); n > 1 {
		line.Kind += fmt.Sprintf(", in chung %d mã", n)
	}
	return line
}

// previews are the prints of a code to look at, in both languages.
func previews(code string) []page.OfficePreview {
	var list []page.OfficePreview
	for _, kind := range sheetKinds {
		p := page.OfficePreview{Name: kindNames[kind]}
		for _, l := range langNames {
			q := url.Values{"size": {kind}, "lang": {l.Value}}
			p.Links = append(p.Links, page.Pick{Value: posterPath(code) + "/preview.pdf?" + q.Encode(), Text: l.Text})
		}
		list = append(list, p)
	}
	return list
}
