package mongostore

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
)

// watch fails the test at a command that a compatible server may get wrong, and
// at one that waits for less than the majority.
func watch(t *testing.T) *event.CommandMonitor {
	return &event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		if err := permitted(e.CommandName, e.Command); err != nil {
			t.Errorf("command %s: %v", e.CommandName, err)
		}
	}}
}

// allowed are the commands that the engine may use.
var allowed = []string{
	"hello", "isMaster", "ping", "endSessions", "saslStart", "saslContinue",
	"insert", "find", "getMore", "killCursors", "update", "delete", "createIndexes", "listCollections",
}

func permitted(name string, command bson.Raw) error {
	if !slices.Contains(allowed, name) {
		return fmt.Errorf("not one that the engine may rely on")
	}
	switch name {
	case "insert", "update", "delete", "createIndexes":
		if w, _ := command.Lookup("writeConcern", "w").StringValueOK(); w != "majority" {
			return fmt.Errorf("write concern is %q", w)
		}
		if j, _ := command.Lookup("writeConcern", "j").BooleanOK(); !j {
			return fmt.Errorf("does not wait for the journal")
		}
	case "find":
		if level, _ := command.Lookup("readConcern", "level").StringValueOK(); level != "majority" {
			return fmt.Errorf("read concern is %q", level)
		}
	}
	return permittedShape(name, command)
}

func permittedShape(name string, command bson.Raw) error {
	switch name {
	case "insert":
		documents, _ := command.Lookup("documents").Array().Values()
		if ordered, ok := command.Lookup("ordered").BooleanOK(); len(documents) > 1 && (!ok || ordered) {
			return fmt.Errorf("a batch that stops at the first duplicate")
		}
	case "createIndexes":
		if list, _ := command.Lookup("indexes").Array().Values(); len(list) != 1 {
			return fmt.Errorf("%d indexes in one command", len(list))
		}
	case "update":
		return wholeReplacement(command)
	}
	return nil
}

// wholeReplacement wants one document, named by its _id and replaced whole.
func wholeReplacement(command bson.Raw) error {
	list, err := command.Lookup("updates").Array().Values()
	if err != nil || len(list) != 1 {
		return fmt.Errorf("%d updates in one command", len(list))
	}
	update := list[0].Document()
	filter, _ := update.Lookup("q").Document().Elements()
	if len(filter) != 1 || filter[0].Key() != "_id" {
		return fmt.Errorf("a filter that is not just the _id")
	}
	change, is := update.Lookup("u").DocumentOK()
	if !is {
		return fmt.Errorf("a pipeline")
	}
	elements, _ := change.Elements()
	for _, e := range elements {
		if e.Key()[0] == '$' {
			return fmt.Errorf("the operator %s reads before it writes", e.Key())
		}
	}
	return nil
}

func TestTheWatchFindsWhatAServerMayGetWrong(t *testing.T) {
	majority := bson.E{Key: "writeConcern", Value: bson.D{{Key: "w", Value: "majority"}, {Key: "j", Value: true}}}
	update := func(q, u any) bson.D {
		return bson.D{{Key: "update", Value: "c"}, majority, {Key: "updates", Value: bson.A{bson.D{{Key: "q", Value: q}, {Key: "u", Value: u}}}}}
	}
	id := bson.D{{Key: "_id", Value: "a"}}
	for _, c := range []struct {
		fault   string
		command bson.D
	}{
		{"an aggregation", bson.D{{Key: "aggregate", Value: "c"}}},
		{"a find-and-modify", bson.D{{Key: "findAndModify", Value: "c"}}},
		{"no write concern", bson.D{{Key: "insert", Value: "c"}}},
		{"an ordered batch", bson.D{{Key: "insert", Value: "c"}, majority, {Key: "ordered", Value: true}, {Key: "documents", Value: bson.A{id, id}}}},
		{"a local read", bson.D{{Key: "find", Value: "c"}}},
		{"an operator", update(id, bson.D{{Key: "$inc", Value: bson.D{{Key: "n", Value: 1}}}})},
		{"another filter", update(bson.D{{Key: "n", Value: 1}}, id)},
		{"two indexes", bson.D{{Key: "createIndexes", Value: "c"}, majority, {Key: "indexes", Value: bson.A{id, id}}}},
	} {
		raw, err := bson.Marshal(c.command)
		if err != nil {
			t.Fatal(err)
		}
		if permitted(c.command[0].Key, raw) == nil {
			t.Errorf("%s is let through", c.fault)
		}
	}
	if raw, _ := bson.Marshal(update(id, id)); permitted("update", raw) != nil {
		t.Error("a whole replacement is refused")
	}
}
