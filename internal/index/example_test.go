package index_test

import (
	"fmt"

	"hailong/internal/index"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// The worked example of Method: 40 people and five factors of one criterion.
func Example() {
	levels := map[string][survey.Levels]int{
		"TC": {0, 1, 5, 20, 14},
		"TT": {1, 1, 6, 22, 10},
		"CC": {0, 0, 3, 17, 20},
		"KQ": {0, 1, 4, 19, 16},
		"PA": {0, 2, 8, 20, 10},
	}
	t := &survey.Template{Code: "short", Version: 1, Sections: make([]survey.Section, 1)}
	for _, code := range []string{"TC", "TT", "CC", "KQ", "PA"} {
		t.Factors = append(t.Factors, survey.Factor{Code: code})
		t.Sections[0].Questions = append(t.Sections[0].Questions,
			survey.Question{Code: code, Kind: survey.KindLevel, Factor: code})
	}
	t.Build()

	people := make([]survey.Answers, 40)
	for i := range people {
		people[i] = make(survey.Answers, len(t.Columns()))
	}
	for column, c := range t.Columns() {
		person := 0
		for i, n := range levels[c.Question.Code] {
			for range n {
				people[person][column] = byte(i + 1)
				person++
			}
		}
	}
	counts := tally.New(t)
	for _, answers := range people {
		if err := counts.Add(answers); err != nil {
			fmt.Println(err)
		}
	}

	x := index.Of(t, counts)
	for _, f := range x.Factors {
		fmt.Printf("%s %d/%d = %s, M %s\n", f.Code, f.Satisfied, f.Valid, f.Percent(), f.Mean())
	}
	fmt.Printf("O %d/%d = %s, M %s, O_f %s\n",
		x.Overall.Satisfied, x.Overall.Valid, x.Overall.Percent(), x.Overall.Mean(), x.FactorMean)
	fmt.Println(x.Overall.Percent().Comma(), "%")
	// Output:
	// TC 34/40 = 85.00, M 4.18
	// TT 32/40 = 80.00, M 3.98
	// CC 37/40 = 92.50, M 4.43
	// KQ 35/40 = 87.50, M 4.25
	// PA 30/40 = 75.00, M 3.95
	// O 168/200 = 84.00, M 4.16, O_f 84.00
	// 84,00 %
}
