// Package index is the only place where counts become figures.
//
// It takes a tally of integers and returns the satisfaction index of the
// commune's administrative services with everything that has to be printed
// beside it: the figures of factors and criteria, a confidence interval, and
// warnings about figures that say little. Every page, file and API answer shows
// what is computed here; nothing of it is computed twice.
//
// It reads no response and rounds only once, at the end, from exact integers:
// a binary fraction would print 167/40 = 4.175 as 4.17 instead of 4.18. It
// refuses to average figures that were rounded, to turn a mean into a percent,
// to print 0 where nobody answered, and to name classes ("good", "excellent")
// that no regulation defines. See Method for the formula.
package index

// Method names the formula. It is printed in every output; figures of different
// methods must not be compared.
//
// For a criterion i let n1..n5 be the counts of the levels 1..5. "Not
// applicable", no tick and an unreadable tick are counted apart and are never
// in a denominator.
//
//	valid_i = n1+n2+n3+n4+n5
//	C_i = 100 × (n4+n5) / valid_i                     the criterion's index
//	F_f = 100 × Σ_{i∈f}(n4+n5) / Σ_{i∈f} valid_i      the factor's index, a ratio of sums
//	O   = 100 × Σ_all(n4+n5) / Σ_all valid            the overall index (Chỉ số hài lòng chung)
//	O_q = 100 × (n4+n5) / valid                       of the single overall question
//	O_f = the mean of the F_f that exist              a cross-check
//	M   = Σ k·n_k / Σ n_k                             the mean level, 1..5
//	KHL = 100 × (n1+n2) / valid                       the share of the dissatisfied
//
// The sums run over the criteria, that is the level questions with a factor.
// The overall question enters O_q only; every other question enters nothing.
// A ratio of sums keeps a criterion that three people answered from moving the
// factor by 22 points. Where nothing is valid a figure does not exist; it is
// "—", never 0. Figures are rounded half up to two decimals. The interval is
// Wilson's for 95 %, of O_q only, because it is made of persons: the answers
// that O pools are correlated within a person.
//
// Source: our own method after Quyết định 1001/QĐ-BNV of 11/12/2023 (five
// levels, five factors, satisfied = levels 4 and 5), whose formula paragraph
// was not at hand; the ratio of sums follows the Ministry of Health's patient
// survey.
//
// Example, 40 people, factors of one criterion each, as n1 n2 n3 n4 n5:
//
//	TC 0 1 5 20 14   34/40 = 85.00
//	TT 1 1 6 22 10   32/40 = 80.00
//	CC 0 0 3 17 20   37/40 = 92.50
//	KQ 0 1 4 19 16   35/40 = 87.50
//	PA 0 2 8 20 10   30/40 = 75.00
//	O  168/200 = 84.00, M = 831/200 = 4.155 = 4.16, O_f = 84.00
const Method = "hailong-1"
