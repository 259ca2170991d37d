package opinion

import "strings"

// phrasesOf reads phrases with commas between.
func phrasesOf(list string) [][]word {
	var all [][]word
	for phrase := range strings.SplitSeq(list, ",") {
		if words := wordsOf(phrase); len(words) > 0 {
			all = append(all, words)
		}
	}
	return all
}

// setOf reads phrases into a set of their bases.
func setOf(list string) map[string]bool {
	set := make(map[string]bool)
	for _, words := range phrasesOf(list) {
		set[bases(words...)] = true
	}
	return set
}
