package page

// OfficeFolder shows one batch of paper forms with all that became of it.
type OfficeFolder struct {
	Office
	Batch OfficePaperBatch
	// Printed is the day on which the batch was made.
	Printed string
	// Told is what was just done, Error what was not.
	Told, Error string
	Next        OfficeStep
	// Minutes is the form for the count of the box, nil where there is none to fill in.
	Minutes  *OfficeMinutes
	Openings []OfficeOpening
	// Sums are where the forms are, Proof that they add up.
	Sums    []OfficeSum
	Proof   string
	Quality *OfficeQuality
	Entries []OfficeEntry
	Acts    []OfficeAct
	// MayEnter and MayManage are what the reader may do, Keying that entries can be
	// made.
	MayEnter, MayManage, Keying bool
}

// An OfficeStep is what is to be done next: one sentence, and the button that leads
// there, if the reader may.
type OfficeStep struct {
	Text, Button, Path string
	// Post makes the button do it at once.
	Post bool
}

// OfficeMinutes is the form of the minutes of opening a box.
type OfficeMinutes struct {
	Day, Returned, Unused, Witnesses, Why string
	// Again asks for the reason of another count.
	Again bool
	// Error is one sentence, At the part of the form that it is about.
	Error, At string
}

// An OfficeOpening is one count of the box.
type OfficeOpening struct {
	Day, When, By, Witnesses, Why string
	Returned, Unused              int
}

// An OfficeSum is a number of forms; Part marks one that is part of the one above.
type OfficeSum struct {
	Name  string
	Count int
	Part  bool
}

// OfficeQuality is how well a batch was keyed.
type OfficeQuality struct {
	Forms, Compared, Different int
	// Rate is the share of the cells that differ, in percent.
	Rate string
	// Where are the questions that were keyed differently, the most frequent first.
	Where []string
}

// An OfficeEntry is what was keyed under one number.
type OfficeEntry struct {
	Serial, Result, By, Second string
	Valid                      bool
	// Path leads to where it is corrected or settled, "" for nowhere.
	Path, Link string
}

// An OfficeAct is what somebody did.
type OfficeAct struct{ When, By, Did, Serials string }

// OfficeFolder renders a batch.
func (s *Set) OfficeFolder(p OfficeFolder) (Rendered, error) {
	p.Title, p.Here = "Phiếu giấy "+p.Batch.Code, "/office/paper"
	return s.office("office_folder", &p.Office, &p)
}

// OfficeFolderClose asks once more before the forms become responses.
type OfficeFolderClose struct {
	Office
	Code, Day      string
	Valid, Dropped int
	// Resumed tells that somebody decided it before, and the work was interrupted.
	Resumed bool
}

// OfficeFolderClose renders the question.
func (s *Set) OfficeFolderClose(p OfficeFolderClose) (Rendered, error) {
	p.Title, p.Here = "Đóng đợt phiếu giấy "+p.Code, "/office/paper"
	return s.office("office_folder_close", &p.Office, &p)
}

// OfficeFolderForget asks for the day on which the forms were destroyed.
type OfficeFolderForget struct {
	Office
	Code, Day, Error string
}

// OfficeFolderForget renders the question.
func (s *Set) OfficeFolderForget(p OfficeFolderForget) (Rendered, error) {
	p.Title, p.Here = "Xóa nội dung đã nhập của đợt "+p.Code, "/office/paper"
	return s.office("office_folder_forget", &p.Office, &p)
}

// OfficeFolderImport takes a file of keyed forms.
type OfficeFolderImport struct {
	Office
	Code, Error string
	// Left is how many forms are still to be entered.
	Left int
	// Seen is what the file would do, nil before one was sent.
	Seen *OfficeFilePreview
}

// OfficeFilePreview is what a file would do.
type OfficeFilePreview struct {
	Rows, Valid, Rejected int
	Reasons               []string
	Mistakes              []OfficeMistake
	// More is how many mistakes are not listed.
	More int
	// Text is the file, which the browser sends again; "" where it cannot be imported.
	Text string
}

// An OfficeMistake is one thing wrong with a file.
type OfficeMistake struct{ Line, Column, Text string }

// OfficeFolderImport renders the form and the preview.
func (s *Set) OfficeFolderImport(p OfficeFolderImport) (Rendered, error) {
	p.Title, p.Here = "Nhập từ tệp, đợt "+p.Code, "/office/paper"
	return s.office("office_folder_import", &p.Office, &p)
}
