package report

import (
	"slices"
	"strings"

	"hailong/internal/survey"
)

// A WrittenPart is a part of a report that people write.
type WrittenPart string

// The parts, in the order of the document.
const (
	Basis      WrittenPart = "basis"      // on what it rests, a line each
	Sheets     WrittenPart = "sheets"     // how many forms went out and came back
	Targets    WrittenPart = "targets"    // the result beside what was to be reached
	Opinions   WrittenPart = "opinions"   // what people said, in groups
	Strengths  WrittenPart = "strengths"  // what is good
	Weaknesses WrittenPart = "weaknesses" // what is not
	Causes     WrittenPart = "causes"     // why
	Promises   WrittenPart = "promises"   // what became of the measures of last time
	Measures   WrittenPart = "measures"   // what will be done
	Proposals  WrittenPart = "proposals"  // what is asked of others
)

// WrittenParts lists every part in its order.
var WrittenParts = []WrittenPart{Basis, Sheets, Targets, Opinions, Strengths, Weaknesses, Causes, Promises, Measures, Proposals}

// MaxWritten is the most characters of a part: about three pages.
const MaxWritten = 8000

// Written is what people of the office wrote for a report.
type Written struct {
	Parts map[WrittenPart]string `json:"parts,omitempty"`
	// Tasks are what will be done, by whom and until when.
	Tasks []Task `json:"tasks,omitempty"`
}

// A Task is one measure in the table of a report.
type Task struct {
	What     string      `json:"what"`
	Owner    string      `json:"owner"`
	Deadline survey.Date `json:"deadline"`
}

// Lines are the paragraphs of a part; empty lines are none.
func (w Written) Lines(part WrittenPart) []string {
	lines := strings.Split(survey.Clean(w.Parts[part]), "\n")
	for i := range lines {
		lines[i] = plain(lines[i])
	}
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}
