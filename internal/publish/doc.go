// Package publish makes what a commune publishes of a result: the bulletin read
// out by loudspeaker, the article of the portal, the post, the sheet on the
// notice board, the hand-out of the village meeting, the pictures, and all of
// them in one pack.
//
// Everything is made from one Issue by way of the same facts (facts.go), so that
// no two outputs can disagree and each figure is one of the report's, printed as
// the report prints it. The package computes no figure of its own and it never
// praises: what is said beside the figures is neutral, and the rest is what
// people of the commune wrote (Words).
//
// Every output says the period, how many answered, how they were reached, by
// which method was computed, that those who answered chose to, what the figure
// must not be compared with, the day on which the data was locked and the
// edition. Whoever reads what is published is a stranger: below index.FewLimit
// responses no figure is given at all, a factor with fewer valid answers is
// marked "ít phiếu" and has no figure below report.Few, a part that the report
// hides is not named, and no comment is quoted. An Issue of a part of the
// responses, or one with excluded responses counted in, is refused.
//
// Texts keep their length whatever the names and words (budget.go): what must be
// said is said, the rest as far as there is room.
package publish
