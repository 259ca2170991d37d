package backup

import (
	"encoding/binary"
	"fmt"
	"math"

	"hailong/internal/survey"
)

// The fields of a response. A number is never given to another field.
const (
	responseID = 1 + iota
	responseTemplate
	responseVersion
	responseCampaign
	responseUnit
	responsePlace
	responseCounter
	responseChannel
	responseField
	responseDate
	responseAnswers
	responseComment
	responseFlags
)

// The fields of a record.
const (
	recordKind = 1 + iota
	recordID
	recordValue
)

func appendField(b []byte, number int, value []byte) []byte {
	if len(value) == 0 {
		return b
	}
	b = append(b, byte(number))
	b = binary.AppendUvarint(b, uint64(len(value)))
	return append(b, value...)
}

func appendText(b []byte, number int, s string) []byte { return appendField(b, number, []byte(s)) }

func appendNumber(b []byte, number int, n int64) []byte {
	if n == 0 {
		return b
	}
	var buf [binary.MaxVarintLen64]byte
	return appendField(b, number, binary.AppendVarint(buf[:0], n))
}

func appendResponse(b []byte, r *survey.Response) []byte {
	b = appendField(b, responseID, r.ID[:])
	b = appendText(b, responseTemplate, r.Template.Code)
	b = appendNumber(b, responseVersion, int64(r.Template.Version))
	b = appendText(b, responseCampaign, r.Campaign)
	b = appendText(b, responseUnit, r.Unit)
	b = appendText(b, responsePlace, r.Place)
	b = appendText(b, responseCounter, r.Counter)
	b = appendText(b, responseChannel, string(r.Channel))
	b = appendText(b, responseField, r.Field)
	b = appendNumber(b, responseDate, int64(r.Date))
	b = appendField(b, responseAnswers, r.Answers)
	b = appendText(b, responseComment, r.Comment)
	return appendNumber(b, responseFlags, int64(r.Flags))
}

func appendRecord(b []byte, r *record) []byte {
	b = appendText(b, recordKind, r.kind)
	b = appendText(b, recordID, r.id)
	return appendField(b, recordValue, r.value)
}

// A record is an entry of the registry with its kind.
type record struct {
	kind, id string
	value    []byte
}

// A fields is a payload that is being read.
type fields struct {
	left []byte
	last int
}

// next returns the next field; number is 0 at the end.
func (f *fields) next() (number int, value []byte, err error) {
	if len(f.left) == 0 {
		return 0, nil, nil
	}
	number = int(f.left[0])
	n, width := binary.Uvarint(f.left[1:])
	if width <= 0 || n == 0 || n > uint64(len(f.left)-1-width) {
		return 0, nil, fmt.Errorf("field %d has no such length", number)
	}
	if number <= f.last {
		return 0, nil, fmt.Errorf("field %d after field %d", number, f.last)
	}
	from := 1 + width
	value, f.left, f.last = f.left[from:from+int(n):from+int(n)], f.left[from+int(n):], number
	return number, value, nil
}

// number reads a whole field as one number within limits.
func number(value []byte, least, most int64) (int64, error) {
	n, width := binary.Varint(value)
	// Zero is left out, and each number is written in one way only: equal
	// responses are equal bytes.
	if width != len(value) || n == 0 || n < least || n > most || width > 1 && value[width-1] == 0 {
		return 0, fmt.Errorf("a number out of its limits")
	}
	return n, nil
}

// decodeResponse reads a response that shares no memory with b.
func decodeResponse(b []byte) (r survey.Response, err error) {
	f := fields{left: b}
	for {
		n, value, err := f.next()
		if err != nil || n == 0 {
			return r, err
		}
		if err := setField(&r, n, value); err != nil {
			return r, err
		}
	}
}

func setField(r *survey.Response, n int, value []byte) error {
	var wide int64
	var err error
	switch n {
	case responseID:
		if len(value) != len(r.ID) {
			return fmt.Errorf("an id of %d bytes", len(value))
		}
		r.ID = survey.ID(value)
	case responseTemplate:
		r.Template.Code = string(value)
	case responseVersion:
		wide, err = number(value, math.MinInt32, math.MaxInt32)
		r.Template.Version = int(wide)
	case responseCampaign:
		r.Campaign = string(value)
	case responseUnit:
		r.Unit = string(value)
	case responsePlace:
		r.Place = string(value)
	case responseCounter:
		r.Counter = string(value)
	case responseChannel:
		r.Channel = survey.Channel(value)
	case responseField:
		r.Field = string(value)
	case responseDate:
		wide, err = number(value, math.MinInt32, math.MaxInt32)
		r.Date = survey.Date(wide)
	case responseAnswers:
		r.Answers = append(survey.Answers{}, value...)
	case responseComment:
		r.Comment = string(value)
	case responseFlags:
		wide, err = number(value, 0, math.MaxUint16)
		r.Flags = survey.Flags(wide)
	default:
		return ErrNewer
	}
	return err
}

// decodeRecord reads a record whose value shares no memory with b.
func decodeRecord(b []byte) (r record, err error) {
	f := fields{left: b}
	r.value = []byte{}
	for {
		n, value, err := f.next()
		switch {
		case err != nil:
			return r, err
		case n == 0 && r.kind == "":
			return r, fmt.Errorf("a record of no kind")
		case n == 0:
			return r, nil
		case n == recordKind:
			r.kind = string(value)
		case n == recordID:
			r.id = string(value)
		case n == recordValue:
			r.value = append(r.value, value...)
		default:
			return r, ErrNewer
		}
	}
}
