package report

import "hailong/internal/index"

// A Weighted figure is the index weighted by the volumes of the service fields:
// what it would be if every field had answered in proportion to what was done in
// it. It is a second figure with a label of its own, never the headline.
type Weighted struct {
	index.Weighting
	Fields []WeightedField
	// Unstated tells that responses which name no field are left out of it.
	Unstated bool
}

// A WeightedField is a service field with its weight.
type WeightedField struct {
	Part
	Transactions int64
}

// WeightedLabel and WeightedWarning go with the figure wherever it stands.
const (
	WeightedLabel   = "Chỉ số hài lòng chung có trọng số theo số hồ sơ"
	WeightedWarning = "Số có trọng số chỉ để tham khảo, không phải chỉ số chính thức và không thay cho chỉ số hài lòng chung."
)

// weigh returns the weighted figure. There is none while the volume of a field
// with responses is not known, and none while the figure of a field is hidden:
// the weights are known, so that figure could be computed from the weighted one.
func (r *Report) weigh() *Weighted {
	if r.Books == nil || r.Books.Volume == nil || len(r.Books.Volume.Fields) == 0 {
		return nil
	}
	known := make(map[string]int64)
	for _, f := range r.Books.Volume.Fields {
		known[f.Field] = f.Transactions
	}
	w := &Weighted{}
	var strata []index.Stratum
	for _, p := range r.Fields {
		volume, ok := known[p.Code]
		switch {
		case p.Hidden:
			return nil
		case p.Code == "":
			w.Unstated = true
			continue
		case !ok:
			return nil
		}
		delete(known, p.Code)
		w.Fields = append(w.Fields, WeightedField{p, volume})
		strata = append(strata, index.Stratum{Code: p.Code, Weight: volume, Overall: p.Index.Overall})
	}
	for _, f := range r.Books.Volume.Fields {
		if volume, unanswered := known[f.Field]; unanswered {
			strata = append(strata, index.Stratum{Code: f.Field, Weight: volume})
		}
	}
	var err error
	if w.Weighting, err = index.Weighted(strata); err != nil || !w.Percent.Exists() {
		return nil // a volume out of bounds was never typed, so it is no figure
	}
	return w
}
