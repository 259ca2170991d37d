package web

import (
	"strings"
	"time"

	"hailong/internal/opinion"
	"hailong/internal/period"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// taskStates are what the states of a task are called.
var taskStates = map[opinion.State]string{
	opinion.Open: "Chưa làm", opinion.Doing: "Đang làm", opinion.Done: "Đã xong", opinion.Dropped: "Không làm nữa",
}

func stateOptions(chosen opinion.State) []page.SelectOption {
	options := make([]page.SelectOption, len(opinion.States))
	for i, state := range opinion.States {
		options[i] = page.SelectOption{Value: string(state), Text: taskStates[state], Chosen: state == chosen}
	}
	return options
}

// taskDone say what was just done to a task, by the word in the address.
var taskDone = map[string]string{
	"made":    "Đã lập việc. Khi có tiến triển, xin ghi vào “Ghi thay đổi”.",
	"changed": "Đã ghi thay đổi.",
}

// taskStale is for who changes a task that somebody else has changed meanwhile.
const taskStale = "Trong lúc bạn đang sửa, đã có người ghi thay đổi khác (xem phần “Đã ghi”), nên chưa ghi gì. Những gì bạn nhập vẫn còn ở dưới: xin xem lại rồi ghi lần nữa."

// taskSentences say what is wrong with a part of a task.
var taskSentences = map[string]string{
	"campaign": "Xin chọn đợt khảo sát trong danh sách.",
	"period":   "Xin chọn kỳ trong danh sách.",
	"title":    "Xin ghi tên việc, không quá 200 ký tự.",
	"said":     "Xin ghi tóm tắt người dân nói gì, không quá 2.000 ký tự.",
	"owner":    "Xin ghi ai làm việc này, không quá 200 ký tự.",
	"deadline": "Xin chọn hạn là một ngày từ hôm nay trở đi, trong vòng hai năm.",
	"state":    "Xin chọn tình trạng trong danh sách.",
	"outcome":  "Việc đã xong thì xin ghi kết quả; kết quả không quá 2.000 ký tự.",
	"note":     "Việc không làm nữa thì xin ghi lý do ở phần ghi chú; ghi chú không quá 1.000 ký tự.",
}

// typedDate reads a day as a browser sends it, or as a person types it where the
// browser knows no days.
func typedDate(text string) (survey.Date, error) {
	text = strings.TrimSpace(text)
	if t, err := time.Parse("2/1/2006", text); err == nil {
		return survey.DateOf(t), nil
	}
	return survey.ParseDate(text)
}

// fields is the form of a new task; wrong names the part that was refused.
func (p taskPlan) fields(wrong string) []page.TaskField {
	return marked(wrong, []page.TaskField{
		{Name: "title", Label: "Việc cần làm", Hint: "Ví dụ: Đặt thêm 10 ghế ở phòng chờ.", Value: p.Title, Kind: "text", Max: opinion.MaxTitle},
		{Name: "said", Label: "Người dân nói gì", Hint: "Tóm tắt bằng lời của mình, không chép nguyên văn.", Value: p.Said, Kind: "area", Max: opinion.MaxSaid},
		{Name: "owner", Label: "Ai làm", Hint: "Phòng, trung tâm hoặc người chịu trách nhiệm.", Value: p.Owner, Kind: "text", Max: opinion.MaxOwner},
		{Name: "deadline", Label: "Hạn", Value: dateValue(p.Deadline), Kind: "date"},
	})
}

// fields is the form of a change.
func (u *taskUpdate) fields(wrong string) []page.TaskField {
	return marked(wrong, []page.TaskField{
		{Name: "owner", Label: "Ai làm", Value: u.Owner, Kind: "text", Max: opinion.MaxOwner},
		{Name: "deadline", Label: "Hạn", Value: dateValue(u.Deadline), Kind: "date"},
		{Name: "outcome", Label: "Kết quả", Hint: "Cần có khi việc đã xong; được in trong báo cáo.", Value: u.Outcome, Kind: "area", Max: opinion.MaxOutcome},
		{Name: "note", Label: "Ghi chú cho lần thay đổi này", Hint: "Cần có khi không làm nữa: vì sao.", Value: u.Note, Kind: "area", Max: opinion.MaxNote},
	})
}

// dateValue is a day as a browser's box for days takes it, where it is one.
func dateValue(typed string) string {
	if d, err := typedDate(typed); err == nil {
		return d.String()
	}
	return typed
}

func marked(wrong string, fields []page.TaskField) []page.TaskField {
	for i := range fields {
		if fields[i].Name == wrong {
			fields[i].Error = taskSentences[wrong]
		}
	}
	return fields
}

// taskChange is a line of a task's history.
func taskChange(c opinion.Change) page.OfficeTaskChange {
	return page.OfficeTaskChange{
		When: period.Local(c.At).Format("02/01/2006 15:04"), By: c.By, State: taskStates[c.State], Owner: c.Owner,
		Due: c.Deadline.Time().Format("02/01/2006"), Outcome: c.Outcome, Note: c.Note,
	}
}
