package page

import "hailong/internal/survey"

// OfficeTasks lists what is done about what people said.
type OfficeTasks struct {
	Office
	Select []Selection
	Done   string
	// Scope says in words which tasks these are, and Printed which day it is, for
	// a print of the page.
	Scope   string
	Printed survey.Date
	Groups  []OfficeTaskGroup
	Overdue int
	// Several: the tasks are of several units, which are named.
	Several  bool
	May      bool
	Narrowed bool
	// Plan leads to the form of a new task.
	Plan string
}

// OfficeTaskGroup is the tasks of one state.
type OfficeTaskGroup struct {
	State string
	Tasks []OfficeTask
}

// OfficeTask is a task in words.
type OfficeTask struct {
	ID, Title, Said, Owner  string
	Campaign, Period, Unit  string
	Deadline                survey.Date
	State, Outcome, Dropped string
	Overdue, Over           bool
}

// Due writes the deadline as the office does.
func (t OfficeTask) Due() string { return vietnamese.Date(t.Deadline) }

// Day writes a date as the office does.
func (OfficeTasks) Day(d survey.Date) string { return vietnamese.Date(d) }

// OfficeTasks renders the list.
func (s *Set) OfficeTasks(p OfficeTasks) (Rendered, error) {
	p.Title, p.Here = "Việc cần làm", "/office/tasks"
	return s.office("office_tasks", &p.Office, &p)
}

// A TaskField is one part of a form about a task: what it is called, what was
// typed, and a sentence where that was refused.
type TaskField struct {
	Name, Label, Hint, Value string
	// Kind is text, area or date.
	Kind  string
	Max   int
	Error string
}

// OfficeTaskNew is the form of a new task.
type OfficeTaskNew struct {
	Office
	Campaign, Period Selection
	Fields           []TaskField
	Error            string
}

// OfficeTaskNew renders the form.
func (s *Set) OfficeTaskNew(p OfficeTaskNew) (Rendered, error) {
	p.Title, p.Here = "Lập việc cần làm", "/office/tasks"
	return s.office("office_task_new", &p.Office, &p)
}

// OfficeTaskPage is one task with its history, and the form of the next change.
type OfficeTaskPage struct {
	Office
	Task        OfficeTask
	Done, Error string
	History     []OfficeTaskChange
	May         bool
	States      Selection
	Fields      []TaskField
	// Version is that of the history above, which the form sends back.
	Version int
	// Comments leads to what people said in the period; "" for who may not read it.
	Comments string
}

// OfficeTaskChange is a line of the history.
type OfficeTaskChange struct {
	When, By, State, Owner, Due, Outcome, Note string
}

// OfficeTask renders one task.
func (s *Set) OfficeTask(p OfficeTaskPage) (Rendered, error) {
	p.Title, p.Here = p.Task.Title, "/office/tasks"
	return s.office("office_task", &p.Office, &p)
}
