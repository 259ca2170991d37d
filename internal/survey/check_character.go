package survey

import "strings"

// alphabet is Crockford's base32: no I, L, O or U, which are misread.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// checkCharacter returns the character that makes a body of up to 30 letters
// and digits safe to be typed: every single wrong character and every swapped
// pair of neighbours is found. It is one of the alphabet itself, easy to read
// out, because it is computed in the field of 32 elements: the sum of the
// characters, each times its own power of the field's generator. It is "" where
// the body holds something else.
func checkCharacter(body string) string {
	sum, weight := 0, generator
	for _, r := range body {
		v := strings.IndexRune(alphabet, r)
		if v < 0 {
			return ""
		}
		sum ^= times(v, weight)
		weight = times(weight, generator)
	}
	return alphabet[sum : sum+1]
}

const (
	generator = 2
	// polynomial is x^5 + x^2 + 1, by which products are reduced.
	polynomial = 0b100101
)

// times multiplies two elements of the field.
func times(a, b int) int {
	product := 0
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			product ^= a
		}
		if a <<= 1; a >= len(alphabet) {
			a ^= polynomial
		}
	}
	return product
}
