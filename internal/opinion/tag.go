package opinion

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// Tags are what people made of the suggested themes, by the comments' handles.
const Tags store.Kind[Tag] = "comment-themes"

// A Tag is the themes that somebody chose for a comment.
type Tag struct {
	// Comment is its handle.
	Comment string  `json:"comment"`
	Themes  []Theme `json:"themes"`
	// By is who chose them, Day when; a clock would be one more to set beside
	// a response.
	By  string      `json:"by"`
	Day survey.Date `json:"day"`
}

// A BadTag error says why a comment cannot be tagged, by the name of what is
// wrong: comment or themes.
type BadTag struct{ What string }

// Error names it.
func (e *BadTag) Error() string { return "tag comment: wrong " + e.What }

// Retag gives a comment the themes that somebody chose, in the place of earlier
// ones. Errors: *BadTag.
func (d *Desk) Retag(ctx context.Context, comment string, themes []Theme, by string) error {
	if _, err := survey.ParseID(comment); err != nil {
		return &BadTag{"comment"}
	}
	chosen := inOrder(themes)
	if len(chosen) == 0 || len(chosen) != len(themes) {
		return &BadTag{"themes"}
	}
	tag := Tag{Comment: comment, Themes: chosen, By: by, Day: period.Today(d.now())}
	err := Tags.Create(ctx, d.store, comment, tag)
	if errors.Is(err, survey.ErrExists) {
		return Tags.Replace(ctx, d.store, comment, tag)
	}
	return err
}

// inOrder returns those of the themes that there are, each once, in the order of
// the pages.
func inOrder(themes []Theme) []Theme {
	var list []Theme
	for _, t := range Themes {
		if slices.Contains(themes, t) {
			list = append(list, t)
		}
	}
	return list
}

func tagsOf(ctx context.Context, r store.Registry) (map[string]Tag, error) {
	tags := make(map[string]Tag)
	for t, err := range Tags.All(ctx, r) {
		if err != nil {
			return nil, fmt.Errorf("themes of comments: %w", err)
		}
		tags[t.Comment] = t
	}
	return tags, nil
}

// A ThemeCount is how many comments are about a theme.
type ThemeCount struct {
	Theme    Theme
	Comments int
	// Tagged are those of them whose themes a person chose.
	Tagged int
}

// A ThemeTable counts released comments by theme. One comment may be about
// several themes, so the parts add up to more than the whole.
type ThemeTable struct {
	// Comments is how many there are.
	Comments int
	// Counts has a line for every theme.
	Counts []ThemeCount
	// Waiting and More are those of Released; where there are more, these are
	// only counted as far as a batch shows them.
	Waiting, More bool
}

// Themes counts the released comments by theme.
func (d *Desk) Themes(ctx context.Context, q Query) (ThemeTable, error) {
	table := NewThemeTable()
	waiting, err := d.Each(ctx, q, table.Add)
	table.Waiting = waiting
	return table, err
}

// NewThemeTable returns a table in which nothing is counted yet.
func NewThemeTable() ThemeTable {
	t := ThemeTable{Counts: make([]ThemeCount, len(Themes))}
	for i, theme := range Themes {
		t.Counts[i].Theme = theme
	}
	return t
}

// Add counts the comments of a batch.
func (t *ThemeTable) Add(b Batch) {
	t.More = t.More || b.More
	for i := range b.Comments {
		t.add(&b.Comments[i])
	}
}

func (t *ThemeTable) add(c *Comment) {
	t.Comments += c.Count
	for _, theme := range c.Themes() {
		line := &t.Counts[slices.Index(Themes, theme)]
		line.Comments += c.Count
		if c.Tag != nil {
			line.Tagged += c.Count
		}
	}
}
