package daybook

import "iter"

// ahead yields what a sequence does and has the next made meanwhile, by a goroutine
// that has ended when the range over it has. What is yielded must not be used again
// by whoever made it.
func ahead[T any](of iter.Seq2[T, error]) iter.Seq2[T, error] {
	type step struct {
		v   T
		err error
	}
	return func(yield func(T, error) bool) {
		steps, stop := make(chan step, 1), make(chan struct{})
		go func() {
			defer close(steps)
			for v, err := range of {
				select {
				case steps <- step{v, err}:
				case <-stop:
					return
				}
			}
		}()
		defer func() {
			close(stop)
			for range steps { // until it has ended
			}
		}()
		for s := range steps {
			if !yield(s.v, s.err) {
				return
			}
		}
	}
}
