// Package campaign is the office in which campaigns are made, opened and closed,
// and in which somebody looks whether enough people have answered.
//
// A campaign begins as a draft, of which everything may change and which takes no
// responses. Opened, it keeps its questionnaire and the way its periods are cut
// for ever, and with them the meaning of every figure: only its name and closing
// day may change, and places may be added. There is no way back to a draft, and
// nothing is deleted. A change says by a stamp what it was made from, within the
// bounds that package premises names.
//
// How many services the unit has performed in a period, the volume, is typed in
// or read from a table. It says how many responses are enough and which share of
// the people was reached; no figure of the survey is made from it.
package campaign
