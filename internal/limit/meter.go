package limit

import "time"

// window is the stretch over which meters count.
const window = 10 * time.Minute

// From what on something is flagged.
const (
	// networkMost is how many sheets one network brings to one unit within a window
	// before the next are flagged. A centre that serves sixty people a day sees one
	// in ten minutes; a crowd on its Wi-Fi is flagged now and then, and the days
	// before tell package watch how often that is usual here. At twice as many a
	// script that stuffs a fifth into such a day is not seen in two days of three.
	networkMost = 6
	// burstMost is the same for one code.
	burstMost = 8
	// burstTimes is how often the usual rate of the code a burst is as well. A
	// crowd doubles or trebles a morning.
	burstTimes = 4
	// memory is over how many windows in use the usual rate is averaged, some days.
	memory = 32
)

// A meter counts what came within the last window: this window's count and as
// much of the one before as the last ten minutes reach into it.
type meter struct {
	slot        time.Duration // number of the window
	now, before int
	// usual is the mean count of the windows in which anything came. Nights and
	// Sundays would make every morning a burst.
	usual float64
}

// move goes on to the window of an instant.
func (m *meter) move(at time.Duration) {
	slot := at / window
	switch slot - m.slot {
	case 0:
		return
	case 1:
		m.learn()
		m.before = m.now
	default:
		m.learn()
		m.before = 0
	}
	m.slot, m.now = slot, 0
}

func (m *meter) learn() {
	switch {
	case m.now == 0:
	case m.usual == 0:
		m.usual = float64(m.now)
	default:
		m.usual += (float64(m.now) - m.usual) / memory
	}
}

// count adds one and returns how many came within the last window.
func (m *meter) count(at time.Duration) int {
	m.move(at)
	m.now++
	left := window - at%window
	return m.now + int(time.Duration(m.before)*left/window)
}

// uncount takes one back that was counted a moment ago.
func (m *meter) uncount(at time.Duration) {
	m.move(at)
	m.now = max(0, m.now-1)
}

// bursts reports whether n within a window are a burst for what this meter is
// used to.
func (m *meter) bursts(n int) bool {
	return n > burstMost && float64(n) >= burstTimes*m.usual
}
