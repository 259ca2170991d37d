package survey

import "testing"

func TestEveryFlagHasANameOfItsOwn(t *testing.T) {
	var all Flags
	for _, f := range AllFlags {
		if f.String() == "" || all&f != 0 {
			t.Errorf("flag %b: name %q", f, f.String())
		}
		all |= f
	}
	if got := all.String(); got != "fast+hours+network+burst+key+straight+clone" {
		t.Errorf("all flags are %q", got)
	}
	if got := Flags(0).String(); got != "" {
		t.Errorf("no flag is %q", got)
	}
	if !all.Has(FlagsStored) || FlagsStored.Has(FlagClone) {
		t.Error("the stored flags are wrong")
	}
}
