package demo

// Thresholds are those at which the desk flags how a response came in. They are
// the desk's own, handed in so that one can see what others would catch.
type Thresholds struct {
	// Network is how many responses of one network in ten minutes are not odd yet.
	Network int
	// Burst is how many of one code in ten minutes are not odd yet.
	Burst int
}
