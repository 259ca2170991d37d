// Package watch looks for what is odd about the responses of a day: more of them
// with the same mark everywhere than usual, the same words again and again, more
// than usual that came in at night, in a hurry or from one network, a poster that
// fell silent. It marks responses (survey.FlagStraight, survey.FlagClone) and
// raises alerts for people to look at.
//
// Nothing here accuses anybody, removes anything or decides. A single happy
// person who is content with everything is not odd; many more of them than the
// place usually has are. Marks and alerts follow from the records of the day and
// of the History days before it, from nothing else: whoever computes them again
// gets the same, so they are never stored with a response.
//
// # How much is too much
//
// What is usual at a place is the share of such responses in the four weeks
// before, without its best and its worst week: one week of stuffing must not
// become what is usual. From it follows how likely it is to see so many or more
// among those of today (the beta-binomial predictive tail, which knows that a
// short past is uncertain and that days differ more than coins). Below the chance
// that a rule names, that is an alert. The chances of all rules together are
// about one in a hundred, so that an honest place is bothered about once in four
// months of working days. With few responses a day not much can be seen in a day;
// what is rarer is also looked for in the last seven days together.
//
// Whoever looks at the days knows no store, no clock and no person. The notes that
// people write about alerts are records of their own, which nothing is computed from.
package watch
