package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hailong/internal/premises"
	"hailong/internal/survey"
)

// premisesDone say what was just done, by the word in the address.
var premisesDone = map[string]string{
	"made":    "Đã thêm đơn vị. Bước tiếp theo: thêm điểm tiếp nhận.",
	"renamed": "Đã lưu tên.",
	"fields":  "Đã lưu lĩnh vực. Phiếu của người dân đổi theo ngay.",
	"place":   "Đã thêm điểm tiếp nhận. Xin thêm các quầy ở dưới, nếu có.",
	"saved":   "Đã lưu.",
	"counter": "Đã thêm quầy.",
}

// premisesSentence says what is wrong with a unit, place, counter or field.
func premisesSentence(bad *premises.BadPremises) string {
	switch bad.What {
	case "name":
		return fmt.Sprintf("Xin nhập tên có chữ hoặc số, không quá %d ký tự.", premises.MaxName)
	case "twin":
		return fmt.Sprintf("Đã có tên “%s” rồi. Xin ghi tên khác để không ai nhầm.", bad.At)
	case "authority":
		return fmt.Sprintf("Xin nhập tên cơ quan hỏi ý kiến, không quá %d ký tự.", premises.MaxAuthority)
	case "hours":
		return "Giờ làm việc chưa đúng. Xin xem lại từng ngày."
	case "places":
		return fmt.Sprintf("Một đơn vị có nhiều nhất %d điểm tiếp nhận.", premises.MaxPlaces)
	case "counters":
		return fmt.Sprintf("Một điểm có nhiều nhất %d quầy.", premises.MaxCounters)
	case "fields":
		return fmt.Sprintf("Nhiều nhất %d lĩnh vực được hiện và %d lĩnh vực kể cả đã ẩn.", premises.MaxFields, premises.MaxKept)
	case "field":
		return fmt.Sprintf("Tên lĩnh vực cần có chữ hoặc số, không quá %d ký tự.", premises.MaxName)
	case "office":
		return fmt.Sprintf("Tên cơ quan phụ trách không quá %d ký tự.", premises.MaxAuthority)
	}
	return "Danh sách lĩnh vực gửi lên không khớp với đơn vị. Xin mở lại trang rồi sửa lại."
}

// weekdays are the days in the order of a week, Monday first.
var weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

var weekdayNames = map[time.Weekday]string{
	time.Monday: "Thứ Hai", time.Tuesday: "Thứ Ba", time.Wednesday: "Thứ Tư", time.Thursday: "Thứ Năm",
	time.Friday: "Thứ Sáu", time.Saturday: "Thứ Bảy", time.Sunday: "Chủ nhật",
}

// hoursWords tell opening hours in lines, one for days that are alike: "Thứ Hai –
// Thứ Sáu: 07:30–11:30, 13:30–17:00".
func hoursWords(hours []survey.Hours) []string {
	var lines []string
	for i := 0; i < len(weekdays); {
		day := hoursOn(hours, weekdays[i])
		last := i
		for last+1 < len(weekdays) && hoursOn(hours, weekdays[last+1]) == day {
			last++
		}
		if day != "" {
			name := weekdayNames[weekdays[i]]
			if last > i {
				name += " – " + weekdayNames[weekdays[last]]
			}
			lines = append(lines, name+": "+day)
		}
		i = last + 1
	}
	return lines
}

func hoursOn(hours []survey.Hours, day time.Weekday) string {
	var parts []string
	for _, h := range hours {
		if h.Weekday == day {
			parts = append(parts, h.From.String()+"–"+h.To.String())
		}
	}
	return strings.Join(parts, ", ")
}

// typedClock reads a time of day as people type it: 07:30, 7:30, 7h30, 7g30, 7h
// or 730.
func typedClock(text string) (survey.Clock, bool) {
	s := strings.ToLower(strings.Join(strings.Fields(text), ""))
	s = strings.NewReplacer("h", ":", "g", ":", ".", ":").Replace(s)
	hour, minute, parted := strings.Cut(s, ":")
	switch {
	case !parted && len(s) >= 3:
		hour, minute = s[:len(s)-2], s[len(s)-2:]
	case minute == "":
		minute = "00"
	}
	if len(hour) == 1 {
		hour = "0" + hour
	}
	clock, err := survey.ParseClock(hour + ":" + minute)
	return clock, err == nil
}

// overlaps reports whether two stretches of a day share a minute, or one has none.
func overlaps(stretches []survey.Hours) bool {
	sorted := slices.SortedFunc(slices.Values(stretches), func(a, b survey.Hours) int { return int(a.From) - int(b.From) })
	for i, h := range sorted {
		if h.From >= h.To || i > 0 && h.From < sorted[i-1].To {
			return true
		}
	}
	return false
}
