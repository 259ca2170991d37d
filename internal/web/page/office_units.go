package page

import "hailong/internal/survey"

// OfficeUnits lists the units with their places.
type OfficeUnits struct {
	Office
	Refused
	Units []OfficeUnitLine
	// May tells that the reader makes units, with the form of the Boxes.
	May   bool
	Boxes []Box
}

// OfficeUnitLine is a unit in the list.
type OfficeUnitLine struct {
	Of     survey.Unit
	Places []OfficePlaceLine
}

// OfficePlaceLine is a place in a list.
type OfficePlaceLine struct {
	survey.Place
	Hours []string
	// Open are the counters in use.
	Open int
}

// OfficeUnits renders the list.
func (s *Set) OfficeUnits(p OfficeUnits) (Rendered, error) {
	p.Title, p.Here = "Đơn vị và điểm", "/office/units"
	return s.office("office_units", &p.Office, &p)
}

// OfficeUnitPage is one unit.
type OfficeUnitPage struct {
	Office
	Refused
	OfficeUnitLine
	// Fields are the service fields on offer, Own whether the unit has a list of
	// its own, Hidden how many fields it hides.
	Fields []survey.Field
	Own    bool
	Hidden int
	// MayRename tells that the reader changes the names, MayManage the places
	// and fields.
	MayRename, MayManage bool
	Boxes                []Box
	Done                 string
}

// OfficeUnit renders one unit.
func (s *Set) OfficeUnit(p OfficeUnitPage) (Rendered, error) {
	p.Title, p.Here = p.Of.Name.In(survey.Vietnamese), "/office/units"
	return s.office("office_unit", &p.Office, &p)
}

// OfficePlaceForm is what can be said of a place.
type OfficePlaceForm struct {
	Boxes  []Box
	Days   []OfficeDay
	Closed bool
}

// OfficeDay is the opening hours of one weekday as they are typed.
type OfficeDay struct {
	Name      string
	Stretches []OfficeStretch
	// Error is what is wrong with them.
	Error string
}

// OfficeStretch is one stretch of a day. Its boxes are FromName and ToName.
type OfficeStretch struct{ Label, From, To, FromName, ToName string }

// OfficePlaceNew is the form for a new place.
type OfficePlaceNew struct {
	Office
	Refused
	OfficePlaceForm
	// Of is the unit that gets it.
	Of survey.Unit
}

// OfficePlaceNew renders the form.
func (s *Set) OfficePlaceNew(p OfficePlaceNew) (Rendered, error) {
	p.Title, p.Here = "Thêm điểm tiếp nhận", "/office/units"
	return s.office("office_place_new", &p.Office, &p)
}

// OfficePlacePage is one place with its counters.
type OfficePlacePage struct {
	Office
	Refused
	OfficePlaceForm
	Place    survey.Place
	Of       survey.Unit
	Words    []string // the opening hours
	Counters []OfficeCounter
	New      []Box
	May      bool
	Done     string
}

// OfficeCounter is a counter with the form that changes it.
type OfficeCounter struct {
	survey.Counter
	Boxes []Box
	// Closing is the tick of the form; Open shows the form at once.
	Closing, Open bool
}

// OfficePlace renders one place.
func (s *Set) OfficePlace(p OfficePlacePage) (Rendered, error) {
	p.Title, p.Here = p.Place.Name.In(survey.Vietnamese), "/office/units"
	return s.office("office_place", &p.Office, &p)
}

// OfficeFields is the form of a unit's service fields.
type OfficeFields struct {
	Office
	Refused
	Of   survey.Unit
	Rows []OfficeField
}

// OfficeField is one row of it.
type OfficeField struct {
	// Code is "" for a field that is not there yet.
	Code, Order, Name, NameEN, Owner, OwnerEN string
	Hidden                                    bool
	// Label names the row to who does not see it.
	Label string
	Error string
}

// OfficeFields renders the form.
func (s *Set) OfficeFields(p OfficeFields) (Rendered, error) {
	p.Title, p.Here = "Lĩnh vực của "+p.Of.Name.In(survey.Vietnamese), "/office/units"
	return s.office("office_fields", &p.Office, &p)
}
