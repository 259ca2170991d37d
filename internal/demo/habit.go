package demo

import "hailong/internal/survey"

// A habit is how people answer one question.
type habit struct {
	blank float64 // how often it is left out, where it may be
	na    float64 // how often a level question did not apply
	// private questions are about the person.
	private bool
	// month questions ask for the month of the visit.
	month bool
	// odds are those of the options.
	odds map[string]float64
	// setbacks are what an option adds to the judgement of the result.
	setbacks map[string]float64
}

// habits are those of the questions of our own templates.
var habits = map[string]habit{
	"HL0": {blank: 0.012},
	// The one-minute template has one question for each factor.
	"KQ": {blank: 0.02, na: 0.2},
	"PA": {blank: 0.03, na: 0.6},

	"A2": {blank: 0.03, odds: odds{"canhan": 87, "tochuc": 13}},
	"A3": {blank: 0.03, odds: odds{"tructiep": 61, "tructuyen": 12, "tructuyenhotro": 19, "buudien": 1, "nopgiup": 7}},
	"A4": {
		blank:    0.02,
		odds:     odds{"dunghen": 73, "trehen": 6, "tuchoi": 1.5, "chua": 19.5},
		setbacks: odds{"dunghen": 0.05, "trehen": -0.9, "tuchoi": -0.7},
	},
	"A5": {blank: 0.04, odds: odds{"mot": 66, "hai": 25, "ba": 6.5, "tren3": 2.5}},
	"A6": {blank: 0.08, month: true},

	"TC4": {blank: 0.015, na: 0.1},
	"TT3": {blank: 0.015, na: 0.06},
	"PA0": {blank: 0.02, odds: odds{"co": 25, "khong": 75}},
	"PA1": {blank: 0.02, na: 0.5},
	"PA2": {blank: 0.02, na: 0.08},
	"PA3": {blank: 0.02, na: 0.12},
	"X1":  {blank: 0.03, na: 0.04},
	"X2":  {blank: 0.03, na: 0.35},
	"UT": {blank: 0.22, odds: odds{
		"thongtin": 16, "truso": 9, "nangluc": 9, "thaido": 8, "tructuyen": 17, "phananh": 7, "thoigian": 20, "giayto": 14,
	}},
	"LC1": {blank: 0.1, odds: odds{"khong": 93, "co": 2, "khongtraloi": 5}},
	"LC2": {blank: 0.1, odds: odds{"khong": 94, "co": 1, "khongtraloi": 5}},

	"GIOITINH":   {blank: 0.1, private: true, odds: odds{"nam": 46, "nu": 54}},
	"TUOI":       {blank: 0.1, private: true, odds: odds{"t18-24": 9, "t25-34": 22, "t35-49": 35, "t50-60": 21, "tren60": 13}},
	"HOCVAN":     {blank: 0.14, private: true, odds: odds{"tieuhoc": 6, "thcs": 25, "thpt": 34, "nghe": 18, "daihoc": 16, "khac": 1}},
	"NGHENGHIEP": {blank: 0.14, private: true, odds: odds{"nghihuu": 12, "onha": 10, "tudo": 38, "sinhvien": 5, "tunhan": 21, "nhanuoc": 11, "khac": 3}},
	"KHUVUC":     {blank: 0.12, private: true, odds: odds{"ninhgiang": 38, "vinhhoa": 21, "hongdu": 22, "hiepluc": 19}},
}

type odds = map[string]float64

// habitOf returns how people answer a question, also one that nobody foretold.
func habitOf(q *survey.Question) habit {
	if h, known := habits[q.Code]; known {
		return h
	}
	switch q.Kind {
	case survey.KindLevel:
		return habit{blank: 0.015, na: 0.02}
	case survey.KindMulti:
		return habit{blank: 0.25}
	}
	return habit{blank: 0.1}
}

// charms are what a factor adds to the mood of who judges it.
var charms = map[string]float64{"CC": 0.28, "TC": 0.08, "TT": -0.04, "KQ": 0, "PA": -0.4}

// charm returns what the question's factor adds. The overall question and those
// beside the index are judged in passing, and a little kindly.
func charm(q *survey.Question) float64 {
	if q.Factor == "" {
		return 0.06
	}
	return charms[q.Factor]
}
