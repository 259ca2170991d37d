package audit

import (
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"hailong/internal/store"
)

// WriteJSON writes every event that matches as a line of JSON, with its hash and
// that of the one before, so that an auditor can check the chain without us.
func WriteJSON(ctx context.Context, w io.Writer, r store.Registry, match func(*Event) bool) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for e, err := range events.All(ctx, r) {
		if err == nil && match(&e) {
			err = out.Encode(e)
		}
		if err != nil {
			return fmt.Errorf("export audit log: %w", err)
		}
	}
	return nil
}

// columns head the table of WriteCSV.
var columns = []string{"so", "thoi_diem_utc", "nguoi", "vai_tro", "don_vi", "viec", "doi_tuong", "chi_tiet", "ma_truoc", "ma"}

// WriteCSV writes every event that matches as a row; clean makes a text harmless
// to who opens the file in a spreadsheet. The file begins with the mark by which
// spreadsheets know UTF-8.
func WriteCSV(ctx context.Context, w io.Writer, r store.Registry, match func(*Event) bool, clean func(string) string) error {
	_, err := io.WriteString(w, "\ufeff")
	out := csv.NewWriter(w)
	err = cmp.Or(err, out.Write(columns))
	for e, fault := range events.All(ctx, r) {
		if err != nil || fault != nil {
			err = cmp.Or(err, fault)
			break
		}
		if match(&e) {
			err = out.Write(row(&e, clean))
		}
	}
	out.Flush()
	if err = cmp.Or(err, out.Error()); err != nil {
		return fmt.Errorf("export audit log: %w", err)
	}
	return nil
}

func row(e *Event, clean func(string) string) []string {
	detail := ""
	if len(e.Detail) > 0 {
		b, err := json.Marshal(e.Detail)
		if err == nil { // a map of texts always is
			detail = string(b)
		}
	}
	cells := []string{strconv.FormatInt(e.Seq, 10), e.At.Format(time.RFC3339)}
	for _, text := range []string{e.Actor, e.Role, e.Unit, e.Action, e.Object, detail, e.Prev, e.Hash} {
		cells = append(cells, clean(text))
	}
	return cells
}
