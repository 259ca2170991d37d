// Package register keeps what hangs where: the public codes with the campaign,
// place and counter that they open, every print that was made of them, and
// roughly how much they are used.
//
// A code that hangs is pointed elsewhere without being printed again. What was
// printed stays printed, so that prints are only ever added.
//
// Use is counted by code and calendar week, in memory first, and says nothing
// about persons: how often the form was opened, how many answers were accepted,
// and the last day, never a time, on which it was opened. Whoever shows the
// numbers rounds them (Rough), since in a quiet office an exact one that grows
// by one tells that the person who has just left did answer. Figures of the
// survey are never made from them.
package register
