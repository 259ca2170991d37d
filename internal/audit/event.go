package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"hailong/internal/survey"
)

// An Entry is what somebody does.
type Entry struct {
	// Actor is the username, the name of a token, or Console.
	Actor string `json:"actor"`
	Role  string `json:"role,omitempty"`
	// Unit is the commune that it is about; "" is the installation.
	Unit string `json:"unit,omitempty"`
	// Action is a word and a verb, as campaign.close; Object the code of what it
	// is done to.
	Action string `json:"action"`
	Object string `json:"object,omitempty"`
	// Detail says what else there is to know, in few words.
	Detail map[string]string `json:"detail,omitempty"`
}

// Console is the actor of commands: whoever may run them on the machine.
const Console = "console"

// Failed ends the action of an event that says that the one before it by the same
// actor was not done.
const Failed = ".failed"

// An Event is an entry in the log.
type Event struct {
	// Seq counts from 1.
	Seq int64 `json:"seq"`
	// At is the time in UTC, to the second.
	At time.Time `json:"at"`
	Entry
	// Prev is the hash of the event before; "" for the first.
	Prev string `json:"prev"`
	Hash string `json:"hash"`
}

// maxText is how many characters of a text an event keeps.
const maxText = 300

// tidied cuts and cleans every text of an entry: a name that somebody typed must
// not break a line of an export.
func (e Entry) tidied() Entry {
	for _, text := range []*string{&e.Actor, &e.Role, &e.Unit, &e.Action, &e.Object} {
		*text = short(*text)
	}
	detail := make(map[string]string, len(e.Detail))
	for name, text := range e.Detail {
		if text = short(text); text != "" {
			detail[short(name)] = text
		}
	}
	if e.Detail = detail; len(detail) == 0 {
		e.Detail = nil
	}
	return e
}

func short(text string) string {
	runes := []rune(survey.Clean(text))
	return string(runes[:min(len(runes), maxText)])
}

// sealed returns the event with its hash.
func (e Event) sealed() (Event, error) {
	sum, err := e.sum()
	e.Hash = sum
	return e, err
}

// sum is the SHA-256 of the event's JSON without its hash.
func (e Event) sum() (string, error) {
	e.Hash = ""
	b, err := json.Marshal(e)
	if err != nil {
		return "", fmt.Errorf("encode event: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// id is where an event lies: numbers in the order of their texts.
func id(seq int64) string { return fmt.Sprintf("%012d", seq) }
