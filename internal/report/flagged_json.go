package report

// In flaggedJSON a figure that is hidden is null, and the lists are empty.
type flaggedJSON struct {
	Responses *int64 `json:"responses"`
	// FewerThan is there where some are flagged, but less than that.
	FewerThan int64 `json:"fewer_than,omitempty"`
	// Without is what the overall figure is without them.
	Without  *allJSON      `json:"without"`
	Kinds    []flaggedPart `json:"kinds"`
	Channels []flaggedPart `json:"channels"`
}

type flaggedPart struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	Responses *int64 `json:"responses"`
}

func flaggedJSONOf(f *Flagged) *flaggedJSON {
	if f == nil {
		return nil
	}
	part := func(p FlaggedPart) flaggedPart {
		return flaggedPart{p.Code, vietnamese(p.Name), shownNumber(p.Responses, p.Hidden)}
	}
	v := &flaggedJSON{Responses: shownNumber(f.Responses, f.Hidden || f.Fewer), Kinds: each(f.Kinds, part), Channels: each(f.Channels, part)}
	switch {
	case f.Fewer:
		v.FewerThan = Few
	case !f.Hidden:
		v.Without = allOf(&f.Index)
	}
	return v
}
