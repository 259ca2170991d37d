package web

import (
	"fmt"
	"net/url"
	"slices"

	"hailong/internal/report"
	"hailong/internal/survey"
	"hailong/internal/watch"
	"hailong/internal/web/page"
)

// watchDone say what was just done, by the word in the address.
var watchDone = map[string]string{"noted": "Đã ghi kết quả xem xét. Số liệu không thay đổi."}

// watchFaults say what is wrong with a note.
var watchFaults = map[string]string{
	"text": fmt.Sprintf("Xin ghi rõ đã xem xét thế nào, từ %d đến %d ký tự.", watch.MinNote, watch.MaxNote),
	"many": "Mục này đã có quá nhiều ghi chú. Xin ghi vào nhật ký công việc của đơn vị.",
}

// A watchKind is what an alert of a kind is called, and what may be behind it
// that harms nobody.
type watchKind struct{ name, harmless string }

// A kind that is of many responses with a flag is called what the flag is.
var watchKinds = map[watch.Kind]watchKind{
	watch.Burst:    {flagName(survey.FlagBurst), "Có thể nhiều người đến cùng lúc: một lớp học, một cuộc họp thôn, một buổi cấp giấy tập trung."},
	watch.Clones:   {flagName(survey.FlagClone), "Có thể người nhà dùng chung máy, hoặc một câu khen, câu góp ý được nhiều người truyền nhau."},
	watch.Straight: {flagName(survey.FlagStraight), "Có thể hôm đó phục vụ thật sự tốt (hoặc thật sự kém), hoặc người trả lời vội. Một người hài lòng mọi mặt là bình thường; ở đây là nhiều hơn hẳn mọi khi."},
	watch.Fast:     {flagName(survey.FlagFast), "Có thể nhiều người đã quen phiếu nên bấm nhanh."},
	watch.Hours:    {flagName(survey.FlagHours), "Người dân được phép về nhà mới trả lời; buổi tối có nhiều phiếu sau một đợt trả kết quả là bình thường."},
	watch.Network:  {flagName(survey.FlagNetwork), "Có thể là mạng Wi-Fi chung của trụ sở, của trường học, hoặc mạng di động dùng chung địa chỉ."},
	watch.Script:   {"Có vẻ do máy gửi", "Có thể một phần mềm đã được cho phép gửi phiếu vào hệ thống."},
	watch.Desk:     {"Nhiều phiếu làm tại quầy", "Có thể hôm đó có tình nguyện viên hỗ trợ người cao tuổi, hoặc máy tính bảng vừa được đặt lại."},
	watch.Poster:   {"Mã QR thay đổi bất thường", "Có thể quầy nghỉ, mã bị che, hoặc quầy khác dồn việc sang. Nhưng cũng có thể mã bị dán đè."},
	watch.Slips:    {"Phiếu mời không khớp", "Có thể số giao dịch chưa nhập đủ, hoặc một điểm mới bắt đầu phát phiếu mời."},
}

func flagName(f survey.Flags) string { return report.FlagName(f).In(survey.Vietnamese) }

// watchSingle says, beside the list of days and places, what became of the signs of
// single responses: how many of a campaign's period carry one.
func watchSingle(r *report.Report) string {
	const only = "Dấu hiệu của từng phiếu lẻ chỉ được đếm, không nêu ở đây"
	const rest = "; danh sách dưới đây nêu những ngày và những điểm có nhiều dấu hiệu hơn hẳn mọi khi."
	if r == nil {
		return only + rest
	}
	where := "“" + r.Campaign.Name.In(survey.Vietnamese) + "”, " + r.Period.Name(survey.Vietnamese)
	if n := r.FlaggedNumber(); n != "" {
		return only + " (" + where + ": " + n + ")" + rest
	}
	return only + " (số của " + where + " không hiện, để không ai bị nhận ra)" + rest
}

// watchWords put alerts into words.
type watchWords struct {
	campaigns []survey.Campaign
	places    []survey.Place
	notes     map[string][]watch.Note
	mayVoid   bool
	last      survey.Date // the last day of which responses can be voided
}

// add adds an alert to the last of the days, or to a new one.
func (w *watchWords) add(days []page.OfficeWatchDay, a *watch.Alert) []page.OfficeWatchDay {
	day := dateWords(a.Day)
	if len(days) == 0 || days[len(days)-1].Day != day {
		days = append(days, page.OfficeWatchDay{Day: day})
	}
	last := &days[len(days)-1]
	last.Alerts = append(last.Alerts, w.line(a))
	return days
}

func (w *watchWords) line(a *watch.Alert) page.OfficeWatchLine {
	kind := watchKinds[a.Kind]
	l := page.OfficeWatchLine{
		Key: a.Key(), Title: kind.name, Severe: a.Severity == watch.Severe, Where: w.where(a), Seen: watchSeen(a), Harmless: kind.harmless,
		Look: w.look(a),
	}
	if i := slices.IndexFunc(w.campaigns, func(k survey.Campaign) bool { return k.Code == a.Campaign }); i >= 0 {
		l.Campaign = w.campaigns[i].Name.In(survey.Vietnamese)
	}
	for _, n := range w.notes[l.Key] {
		l.Notes = append(l.Notes, page.OfficeWatchNote{Text: n.Text, By: n.By, Day: dateWords(n.Day)})
	}
	if w.mayVoid && a.Kind != watch.Slips && a.Day <= w.last {
		l.VoidURL = voidPath(a)
	}
	return l
}

// where is the place of an alert, and the counter of one that is about its code.
func (w *watchWords) where(a *watch.Alert) string {
	i := slices.IndexFunc(w.places, func(p survey.Place) bool { return p.Code == a.Place })
	if i < 0 {
		return ""
	}
	name := w.places[i].Name.In(survey.Vietnamese)
	if k := w.places[i].Counter(a.Counter); k != nil {
		name += ", " + k.Name.In(survey.Vietnamese)
	}
	return name
}

// voidPath is the form that proposes not to count what an alert is about.
func voidPath(a *watch.Alert) string {
	v := url.Values{"campaign": {a.Campaign}, "from": {(a.Day - survey.Date(a.Days) + 1).String()}, "to": {a.Day.String()}}
	if a.Place != "" {
		v.Set("place", a.Place)
	}
	if a.Counter != "" {
		v.Set("counter", a.Counter)
	}
	return "/office/voids/new?" + v.Encode()
}

// watchSeen says what was seen, in figures.
func watchSeen(a *watch.Alert) string {
	when := "Trong ngày"
	if a.Days > 1 {
		when = fmt.Sprintf("Trong %d ngày đến hết ngày này", a.Days)
	}
	count, of, usual := page.Count(a.Count), page.Count(a.Of), page.Count(a.Usual)
	switch a.Kind {
	case watch.Poster:
		if a.Count == 0 {
			return "Mã QR riêng của quầy không có phiếu nào trong ngày; mọi khi khoảng " + of + " phiếu một ngày."
		}
		return "Mã QR riêng của quầy có " + count + " phiếu trong ngày; mọi khi khoảng " + of + " phiếu một ngày."
	case watch.Slips:
		if a.Place == "" {
			return "Trong quý đã phát " + count + " phiếu mời, nhiều hơn " + of + " giao dịch đã nhập."
		}
		return "Trong quý " + count + " trên " + of + " phiếu mời quay về; theo các điểm khác thì khoảng " + usual + "."
	case watch.Straight:
		return fmt.Sprintf("%s có %s trên %s phiếu chọn mức %d cho mọi câu; mọi khi khoảng %s.", when, count, of, a.Level, usual)
	}
	return fmt.Sprintf("%s có %s trên %s phiếu %s; mọi khi khoảng %s.", when, count, of, watchSuch[a.Kind], usual)
}

// watchSuch say what responses were like.
var watchSuch = map[watch.Kind]string{
	watch.Burst: "đến dồn dập bằng cùng một mã", watch.Clones: "giống hệt nhau hoặc có cùng một lời góp ý", watch.Fast: "gửi nhanh hơn thời gian cần để đọc",
	watch.Hours: "gửi ngoài giờ tiếp dân", watch.Network: "đến dồn dập từ cùng một mạng", watch.Script: "không gửi từ trang phiếu của hệ thống hoặc có nhiều dấu hiệu cùng lúc",
	watch.Desk: "làm trên máy tính bảng tại chỗ hoặc có người hỗ trợ",
}

// look says what to look at.
func (w *watchWords) look(a *watch.Alert) string {
	switch a.Kind {
	case watch.Poster:
		return "Xin đến tận nơi, quét thử mã và xem có bị dán đè không; nếu bị, bỏ mã ở trang Mã QR và in mã mới."
	case watch.Slips:
		return "Xin đối chiếu số phiếu mời đã phát với sổ tiếp nhận, hỏi cách phát tại điểm này."
	case watch.Desk:
		return "Xin hỏi ai đã hỗ trợ người dân hôm đó, máy tính bảng đặt ở đâu và có quay lưng về phía cán bộ không."
	}
	return "Xin hỏi điểm tiếp nhận hôm đó có việc gì; xem các ý kiến và số liệu của ngày này. Nếu có lý do chính đáng, đề nghị loại phiếu để một người khác quyết định."
}

// watchSelections are the lists above the alerts.
func watchSelections(scope watchScope, campaigns []survey.Campaign, places []survey.Place) []page.Selection {
	all := page.SelectOption{Text: "Tất cả"}
	campaign := page.Selection{Name: "campaign", Label: "Đợt khảo sát", Options: []page.SelectOption{all}}
	for _, k := range campaigns {
		campaign.Options = append(campaign.Options, page.SelectOption{Value: k.Code, Text: k.Name.In(survey.Vietnamese), Chosen: k.Code == scope.Campaign})
	}
	place := page.Selection{Name: "place", Label: "Điểm tiếp nhận", Options: []page.SelectOption{all}}
	for _, p := range places {
		place.Options = append(place.Options, page.SelectOption{Value: p.Code, Text: p.Name.In(survey.Vietnamese), Chosen: p.Code == scope.Place})
	}
	kind := page.Selection{Name: "kind", Label: "Dấu hiệu", Options: []page.SelectOption{all}}
	for _, k := range watch.Kinds {
		kind.Options = append(kind.Options, page.SelectOption{Value: string(k), Text: watchKinds[k].name, Chosen: string(k) == scope.Kind})
	}
	return []page.Selection{campaign, place, kind}
}
