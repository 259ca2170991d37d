package web

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/void"
	"hailong/internal/web/page"
)

var voidStates = map[void.State]string{
	void.Proposed: "chờ quyết định",
	void.Approved: "đang loại",
	void.Refused:  "không duyệt",
	void.Lifted:   "đã thôi loại",
}

// voidDone say what was just done, by the word in the address.
var voidDone = map[string]string{
	"proposed": "Đã gửi đề nghị. Số liệu chưa thay đổi cho đến khi một người khác duyệt.",
	"approved": "Đã duyệt. Mọi số liệu từ bây giờ theo quyết định này.",
	"refused":  "Đã ghi quyết định không duyệt. Số liệu không thay đổi.",
}

// voidSentences say what is wrong with a proposal, by the part it is about.
var voidSentences = map[string]string{
	"campaign": "Đợt khảo sát chưa đúng. Xin chọn lại.",
	"days":     fmt.Sprintf("Ngày chưa đúng. Xin chọn từ ngày nào đến ngày nào, đều đã qua, không quá %d ngày.", void.MaxDays),
	"place":    "Có điểm tiếp nhận không thuộc đơn vị của đợt này. Xin chọn lại.",
	"counter":  "Có quầy không thuộc các điểm đã chọn. Xin chọn lại.",
	"field":    "Có lĩnh vực không thuộc đơn vị của đợt này. Xin chọn lại.",
	"channel":  "Có hình thức trả lời không đúng. Xin chọn lại.",
	"reason":   "Xin chọn một lý do trong danh sách.",
	"text":     fmt.Sprintf("Xin nói rõ việc đã xảy ra, từ %d đến %d ký tự.", void.MinText, void.MaxText),
	"note":     fmt.Sprintf("Ghi chú dài quá %d ký tự.", void.MaxNote),
	"nothing":  "Không có phiếu nào trong phạm vi này. Xin xem lại ngày và các ô đã chọn.",
	"few":      "Phạm vi này có dưới 10 phiếu. Không loại riêng vài phiếu, trừ phiếu thử: ai so trước và sau sẽ biết vài người đã trả lời gì. Xin mở rộng phạm vi.",
	"verdict":  "Xin chọn duyệt hoặc không duyệt.",
}

// voidFault says what is wrong in a sentence, with the part it is about and the
// void that stands in the way. No sentence is an error that nobody can mend.
func voidFault(err error) (f page.Fault, with string) {
	var bad *void.BadVoid
	var overlap *void.Overlap
	switch {
	case errors.As(err, &bad):
		f = page.Fault{Error: voidSentences[bad.What], At: bad.What}
		if bad.What == "nothing" || bad.What == "few" {
			f.At = "days"
		}
	case errors.As(err, &overlap):
		return page.Fault{Error: "Một phần các phiếu này đã bị loại theo lần loại " + overlap.With + ". Một phiếu không bị loại hai lần; xin thu hẹp phạm vi.", At: "days"}, overlap.With
	case errors.Is(err, void.ErrSamePerson):
		f.Error = "Người đề nghị không được tự quyết định. Xin để một người duyệt khác quyết định."
	case errors.Is(err, void.ErrDecided):
		f.Error = "Đã có người quyết định đề nghị này trước. Quyết định ấy có hiệu lực, ghi ở dưới."
	case errors.Is(err, void.ErrNotInForce):
		f.Error = "Lần loại này không còn hiệu lực, nên không còn gì để thôi loại."
	}
	return f, ""
}

// seesVoids reports whether who asks sees the numbers of voids and what was said
// about them: those who see single responses anyway, and whoever decides. The
// rated office sees neither who was suspected nor how few answered somewhere.
func seesVoids(c *gin.Context) bool {
	return principal(c).May(staff.ExportResponses) || principal(c).May(staff.DecideVoid)
}

// voidNames are what the parts of a box are called.
type voidNames struct {
	campaigns []page.Pick
	places    []survey.Place
	fields    []survey.Field
}

func (s *Server) voidNames(c *gin.Context) (voidNames, error) {
	n, err := s.names(c)
	if err != nil {
		return voidNames{}, err
	}
	v := voidNames{campaigns: n.campaigns}
	if v.places, err = s.places(c); err != nil {
		return v, err
	}
	units, err := s.units(c)
	for _, u := range units {
		v.fields = append(v.fields, u.ServiceFields(s.Catalog.Fields())...)
	}
	return v, err
}

// line says a proposal in words.
func (n *voidNames) line(c *gin.Context, v *void.Void) page.OfficeVoidLine {
	l := page.OfficeVoidLine{
		ID: v.ID, Campaign: called(n.campaigns, v.Campaign), Days: spanWords(v.From, v.To), Box: n.box(&v.Box),
		Reason: v.Reason.Text().In(survey.Vietnamese), Number: roughly(v.Share.Responses),
		By: v.By, Made: dateWords(v.Made), Lifts: v.Lifts,
	}
	if seesVoids(c) {
		l.Number, l.Share = page.Count(v.Share.Responses), shareWords(v.Share)
	}
	return l
}

// cased says besides what became of it.
func (n *voidNames) cased(c *gin.Context, k *void.Case) page.OfficeVoidLine {
	l := n.line(c, &k.Void)
	l.State, l.On = voidStates[k.State], k.State == void.Approved && k.Lifts == ""
	if k.State == void.Approved && k.Lifts != "" {
		l.State = "đã duyệt"
	}
	if k.Decision != nil {
		l.Decider, l.Ended = k.Decision.By, dateWords(k.Decision.Made)
	}
	return l
}

// box says by what the days are narrowed.
func (n *voidNames) box(b *void.Box) []string {
	var parts []string
	add := func(label string, names []string) {
		if len(names) > 0 {
			parts = append(parts, label+": "+strings.Join(names, ", "))
		}
	}
	add("Điểm", each(b.Places, func(code string) string { return n.place(code) }))
	add("Quầy", each(b.Counters, func(code string) string { return n.counter(code, b.Places) }))
	add("Lĩnh vực", each(b.Fields, func(code string) string { return n.field(code) }))
	add("Hình thức", each(b.Channels, func(k survey.Channel) string { return report.ChannelName(k).In(survey.Vietnamese) }))
	return parts
}

func (n *voidNames) place(code string) string {
	for _, p := range n.places {
		if p.Code == code {
			return p.Name.In(survey.Vietnamese)
		}
	}
	return code
}

func (n *voidNames) field(code string) string {
	for _, f := range n.fields {
		if f.Code == code {
			return f.Text.In(survey.Vietnamese)
		}
	}
	return code
}

// counter names a counter. Two places may each have one of the same code, and a
// box without places means both.
func (n *voidNames) counter(code string, places []string) string {
	var list []string
	for _, p := range n.places {
		if k := p.Counter(code); k != nil && (len(places) == 0 || slices.Contains(places, p.Code)) {
			list = append(list, k.Name.In(survey.Vietnamese))
		}
	}
	slices.Sort(list)
	if list = slices.Compact(list); len(list) == 0 {
		return code
	}
	return strings.Join(list, " / ")
}

func each[T any](list []T, f func(T) string) []string {
	var texts []string
	for _, v := range list {
		texts = append(texts, f(v))
	}
	return texts
}

func spanWords(from, to survey.Date) string {
	if from == to {
		return "ngày " + dateWords(from)
	}
	return "từ " + dateWords(from) + " đến hết " + dateWords(to)
}

func shareWords(s void.Share) string { return index.Percent(s.Responses, s.Of).Comma() + "%" }
