package page

import "hailong/internal/survey"

// OfficeCampaigns lists the campaigns by their state.
type OfficeCampaigns struct {
	Office
	Groups []OfficeCampaignGroup
	May    bool
}

// OfficeCampaignGroup is the campaigns of one state.
type OfficeCampaignGroup struct {
	Heading, Hint string
	Lines         []OfficeCampaignLine
}

// OfficeCampaignLine is a campaign in words.
type OfficeCampaignLine struct {
	Code, Name string
	// Whose is its unit, "" where the reader knows one unit only.
	Whose string
	// Form is the questionnaire, Days from when to when.
	Form, Days string
	// State is where it stands, On whether it takes responses.
	State string
	On    bool
	// Progress is one line, "" where there is none to tell.
	Progress string
}

// OfficeCampaigns renders the list.
func (s *Set) OfficeCampaigns(p OfficeCampaigns) (Rendered, error) {
	p.Title, p.Here = "Đợt khảo sát", "/office/campaigns"
	return s.office("office_campaigns", &p.Office, &p)
}

// OfficeCampaignUnit asks for which unit a campaign shall be made.
type OfficeCampaignUnit struct {
	Office
	Units []Pick
}

// OfficeCampaignUnit renders the question.
func (s *Set) OfficeCampaignUnit(p OfficeCampaignUnit) (Rendered, error) {
	p.Title, p.Here = "Lập đợt khảo sát", "/office/campaigns"
	return s.office("office_campaign_unit", &p.Office, &p)
}

// OfficeCampaignForm is the form of a new campaign or of one that is changed.
type OfficeCampaignForm struct {
	Office
	Refused
	// Code is "" for a new one.
	Code, Action, Back string
	// Of is the unit whose campaign it is.
	Of          survey.Unit
	Names, Days []Box
	// Templates and Schemes are to choose from.
	Templates, Schemes []OfficeChoice
	Places             []OfficeChoice
	// Fixed are the parts that may not change any more, with why.
	Fixed []OfficeFact
	// Wrong are the errors beside the lists.
	WrongTemplate, WrongScheme, WrongPlaces string
}

// OfficeChoice is one choice with what it means.
type OfficeChoice struct {
	Pick
	Note string
	// Kept choices cannot be taken back.
	Kept bool
}

// OfficeFact is one thing that is said of something.
type OfficeFact struct{ Name, Text, Why string }

// OfficeCampaignForm renders the form.
func (s *Set) OfficeCampaignForm(p OfficeCampaignForm) (Rendered, error) {
	p.Here = "/office/campaigns"
	p.Title = "Lập đợt khảo sát"
	if p.Code != "" {
		p.Title = "Sửa đợt khảo sát"
	}
	return s.office("office_campaign_form", &p.Office, &p)
}

// OfficeCampaignPage is one campaign.
type OfficeCampaignPage struct {
	Office
	OfficeCampaignLine
	Facts []OfficeFact
	// Codes are those that open it; NewCode is where one is made.
	Codes   []OfficePoster
	NewCode string
	May     bool
	// Steps are what can be done with it now.
	Steps []Link
	Draft bool
	Done  string
	// Period chooses what Progress is of; Progress is nil while it is a draft.
	Period   Selection
	Progress *OfficeProgress
}

// OfficePoster is a public code with what it opens.
type OfficePoster struct {
	survey.Poster
	Where, URL string
}

// OfficeCampaign renders one campaign.
func (s *Set) OfficeCampaign(p OfficeCampaignPage) (Rendered, error) {
	p.Title, p.Here = p.Name, "/office/campaigns"
	return s.office("office_campaign", &p.Office, &p)
}
