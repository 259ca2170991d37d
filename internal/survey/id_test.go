package survey

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAnIDDependsOnCampaignAndKeyAlone(t *testing.T) {
	a := IDOf("q4", "key")
	if a != IDOf("q4", "key") {
		t.Error("the same key gave two ids")
	}
	for _, other := range []ID{IDOf("q4", "kez"), IDOf("q5", "key"), IDOf("q4k", "ey"), IDOf("", "q4key")} {
		if other == a {
			t.Errorf("another campaign or key gave the same id %s", a)
		}
	}
}

func TestTheIDAndTheReceiptOfAKeyAreUnrelated(t *testing.T) {
	id, receipt := IDOf("q4", "key").String(), string(ReceiptOf("q4", "key"))
	if plain := strings.ReplaceAll(receipt, "-", ""); strings.Contains(id, plain[:10]) {
		t.Errorf("the receipt %s can be read from the id %s", receipt, id)
	}
}

func TestAnIDIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var id ID
		copy(id[:], rapid.SliceOfN(rapid.Byte(), len(id), len(id)).Draw(t, "id"))
		got, err := ParseID(id.String())
		if err != nil || got != id {
			t.Fatalf("got %v %v, want %v", got, err, id)
		}
	})
}

func TestAnIDHasOneSpellingOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("0123456789ABCDEFGHJKMNPQRSTVWXYZ")), 26, 26, -1).Draw(t, "s")
		if id, err := ParseID(s); err == nil && id.String() != s {
			t.Fatalf("%s was read as %s", s, id)
		}
	})
}

func TestParseIDRefusesWhatIsNotAnID(t *testing.T) {
	good := IDOf("q4", "key").String()
	for _, s := range []string{"", "x", good[:25], good + "0", good + "\n", strings.ToLower(good) + " ", good[:25] + "U", good[:25] + "1"} {
		if id, err := ParseID(s); err == nil {
			t.Errorf("%q: got %s, want an error", s, id)
		}
	}
}
