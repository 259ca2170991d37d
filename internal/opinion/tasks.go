package opinion

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

const (
	// made are the tasks as they were made, by their ids.
	made store.Kind[Task] = "tasks"
	// changes are what became of them, by task and version. Each is created, so
	// of two who change one version one succeeds, on however many instances; a
	// task that is changed was never read half, and nothing is lost of it.
	changes store.Kind[Change] = "task-changes"
)

// Tasks is the register of what is done about what people said. Nothing in it is
// ever deleted: a task that nobody does is dropped, with the reason.
type Tasks struct {
	registry store.Registry
	rand     io.Reader
	now      func() time.Time
}

// NewTasks returns the register of a store; rand must be safe for concurrent use.
func NewTasks(r store.Registry, rand io.Reader, now func() time.Time) *Tasks {
	return &Tasks{r, rand, now}
}

// A NewTask is what somebody plans.
type NewTask struct {
	Unit, Campaign string
	Period         period.Period
	Title, Said    string
	Owner          string
	Deadline       survey.Date
	By             string
}

// Create makes a task, which is open. Said is masked with the unit's staff list,
// since it may be taken from comments and is printed. Errors: *BadTask.
func (t *Tasks) Create(ctx context.Context, n NewTask) (Task, error) {
	now := t.now().UTC().Round(0)
	first := Change{State: Open, Owner: n.Owner, Deadline: n.Deadline, By: n.By, At: now}
	task := Task{Unit: n.Unit, Campaign: n.Campaign, Period: n.Period, Title: n.Title, Said: n.Said}
	if err := t.check(ctx, &task, &first, period.Today(now)); err != nil {
		return Task{}, err
	}
	mask, err := MaskerOf(ctx, t.registry, n.Unit)
	if err != nil {
		return Task{}, err
	}
	task.Said = mask.Mask(task.Said)
	var own [10]byte
	if _, err := io.ReadFull(t.rand, own[:]); err != nil {
		return Task{}, fmt.Errorf("name task: %w", err)
	}
	task.ID = hex.EncodeToString(own[:])
	first.Task = task.ID
	// The first version is a change like any other, and the task is only there
	// with it: a crash between leaves a change of no task, which nobody sees.
	if err := changes.Create(ctx, t.registry, changeID(task.ID, 1), first); err != nil {
		return Task{}, fmt.Errorf("create task: %w", err)
	}
	task.apply(first)
	return task, made.Create(ctx, t.registry, task.ID, task)
}

func (t *Tasks) check(ctx context.Context, task *Task, first *Change, today survey.Date) error {
	campaign, err := store.Campaigns.Get(ctx, t.registry, task.Campaign)
	switch {
	case errors.Is(err, survey.ErrNotFound), err == nil && campaign.Unit != task.Unit:
		return &BadTask{"campaign"}
	case err != nil:
		return err
	case task.Period == period.Period{}:
		return &BadTask{"period"}
	}
	if err := texted("title", &task.Title, MaxTitle, true); err != nil {
		return err
	}
	if err := texted("said", &task.Said, MaxSaid, true); err != nil {
		return err
	}
	if err := first.check(); err != nil {
		return err
	}
	return due(first.Deadline, today)
}

// An Update is how a task shall be from now on.
type Update struct {
	// Version is that of the task which somebody had before their eyes.
	Version  int
	State    State
	Owner    string
	Deadline survey.Date
	Outcome  string
	Note     string
	By       string
}

// Change writes an update into the history of a unit's task. Errors: *BadTask,
// ErrStale, survey.ErrNotFound.
func (t *Tasks) Change(ctx context.Context, unit, id string, u Update) (Task, error) {
	task, err := t.Get(ctx, unit, id)
	if err != nil {
		return Task{}, err
	}
	if u.Version != task.Version() {
		return Task{}, fmt.Errorf("task %s, version %d: %w", id, u.Version, ErrStale)
	}
	now := t.now().UTC().Round(0)
	c := Change{Task: id, State: u.State, Owner: u.Owner, Deadline: u.Deadline, Outcome: u.Outcome, Note: u.Note, By: u.By, At: now}
	if err := c.check(); err != nil {
		return Task{}, err
	}
	// The old deadline stays good when it has passed; only a new one must lie ahead.
	if c.Deadline != task.Deadline {
		if err := due(c.Deadline, period.Today(now)); err != nil {
			return Task{}, err
		}
	}
	err = changes.Create(ctx, t.registry, changeID(id, u.Version+1), c)
	if errors.Is(err, survey.ErrExists) {
		return Task{}, fmt.Errorf("task %s, version %d: %w", id, u.Version, ErrStale)
	}
	if err != nil {
		return Task{}, fmt.Errorf("change task: %w", err)
	}
	task.apply(c)
	return task, nil
}

// Get returns a unit's task with its history, or survey.ErrNotFound.
func (t *Tasks) Get(ctx context.Context, unit, id string) (Task, error) {
	task, err := made.Get(ctx, t.registry, id)
	if err != nil {
		return Task{}, fmt.Errorf("task: %w", err)
	}
	if task.Unit != unit {
		return Task{}, fmt.Errorf("task: %w", survey.ErrNotFound)
	}
	for version := 1; ; version++ {
		c, err := changes.Get(ctx, t.registry, changeID(id, version))
		if errors.Is(err, survey.ErrNotFound) {
			return task, nil
		}
		if err != nil {
			return Task{}, fmt.Errorf("task %s, version %d: %w", id, version, err)
		}
		task.apply(c)
	}
}

// Unit returns whose task it is, or survey.ErrNotFound: who asks for no unit in
// particular finds it, and then whether it may be seen.
func (t *Tasks) Unit(ctx context.Context, id string) (string, error) {
	task, err := made.Get(ctx, t.registry, id)
	if err != nil {
		return "", fmt.Errorf("task: %w", err)
	}
	return task.Unit, nil
}

// List returns the tasks of a unit: first those that are not over, by their
// deadlines.
func (t *Tasks) List(ctx context.Context, unit string) ([]Task, error) {
	return t.Within(ctx, func(u string) bool { return u == unit })
}

// Within returns the tasks of the units that pass, in the order of List.
func (t *Tasks) Within(ctx context.Context, passes func(unit string) bool) ([]Task, error) {
	history := make(map[string][]Change)
	for c, err := range changes.All(ctx, t.registry) {
		if err != nil {
			return nil, fmt.Errorf("list tasks: %w", err)
		}
		history[c.Task] = append(history[c.Task], c)
	}
	var list []Task
	for task, err := range made.All(ctx, t.registry) {
		if err != nil {
			return nil, fmt.Errorf("list tasks: %w", err)
		}
		if !passes(task.Unit) {
			continue
		}
		for _, c := range history[task.ID] {
			task.apply(c)
		}
		if task.Version() > 0 { // made after the changes were read: next time
			list = append(list, task)
		}
	}
	slices.SortFunc(list, func(a, b Task) int {
		return cmp.Or(cmp.Compare(over(a), over(b)), cmp.Compare(a.Deadline, b.Deadline), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func over(t Task) int {
	if t.State.Over() {
		return 1
	}
	return 0
}

// Overdue returns the tasks of a unit whose deadline has passed.
func (t *Tasks) Overdue(ctx context.Context, unit string) ([]Task, error) {
	list, err := t.List(ctx, unit)
	today := period.Today(t.now())
	return slices.DeleteFunc(list, func(task Task) bool { return !task.Overdue(today) }), err
}
