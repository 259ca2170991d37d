//go:build faults

package web_test

import "testing"

// badWhole is how many bad requests promise S1 is about.
const badWhole = 100_000

func TestFaultS1AHundredThousandBadRequestsNeverBringAFaultOfOurs(t *testing.T) { sendBad(t, badWhole) }
