package report

// In flaggedJSON a figure that is hidden is null, and the lists are empty.
type flaggedJSON struct {
	Responses *int64 `json:"responses"`
	// Without is what the overall figure is without them.
	Without  *allJSON      `json:"without"`
	Kinds    []flaggedPart `json:"kinds"`
	Channels []flaggedPart `json:"channels"`
}

type flaggedPart struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	Responses int64  `json:"responses"`
}

func flaggedJSONOf(f *Flagged) *flaggedJSON {
	if f == nil {
		return nil
	}
	part := func(p FlaggedPart) flaggedPart { return flaggedPart{p.Code, vietnamese(p.Name), p.Responses} }
	v := &flaggedJSON{Responses: shownNumber(f.Responses, f.Hidden), Kinds: each(f.Kinds, part), Channels: each(f.Channels, part)}
	if !f.Hidden {
		v.Without = allOf(&f.Index)
	}
	return v
}
