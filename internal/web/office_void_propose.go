package web

import (
	"context"
	"net/http"
	"reflect"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/report"
	"hailong/internal/survey"
	"hailong/internal/void"
	"hailong/internal/web/page"
)

// A voidForm is what the office sends to have responses not counted. Days are read
// as text, so that what is none comes back as it was typed.
type voidForm struct {
	Campaign string   `form:"campaign"`
	From     string   `form:"from"`
	To       string   `form:"to"`
	Places   []string `form:"place"`
	Counters []string `form:"counter"`
	Fields   []string `form:"field"`
	Channels []string `form:"channel"`
	Reason   string   `form:"reason"`
	Text     string   `form:"text"`
	// Edit asks for the form again.
	Edit string `form:"edit"`
}

// proposal is the form as package void understands it; days that are none are
// the day 0 of a box that is refused.
func (f *voidForm) proposal(by string) void.Proposal {
	p := void.Proposal{
		Box:    void.Box{Campaign: f.Campaign, Places: f.Places, Counters: f.Counters, Fields: f.Fields},
		Reason: void.Reason(f.Reason), Text: f.Text, By: by,
	}
	for _, code := range f.Channels {
		p.Channels = append(p.Channels, survey.Channel(code))
	}
	from, ok := typedDay(f.From)
	to, also := typedDay(f.To)
	p.From, p.To = 1, 0
	if ok && also {
		p.From, p.To = from, to
	}
	return p
}

// sent is the form again, as hidden fields.
func (f *voidForm) sent() []page.Pick {
	list := []page.Pick{{Value: "campaign", Text: f.Campaign}, {Value: "from", Text: f.From}, {Value: "to", Text: f.To}, {Value: "reason", Text: f.Reason}, {Value: "text", Text: f.Text}}
	for _, many := range []struct {
		name   string
		values []string
	}{{"place", f.Places}, {"counter", f.Counters}, {"field", f.Fields}, {"channel", f.Channels}} {
		for _, v := range many.values {
			list = append(list, page.Pick{Value: many.name, Text: v})
		}
	}
	return list
}

// officeVoidNew shows the form of a campaign, filled in as far as the address says.
func (s *Server) officeVoidNew(c *gin.Context) error {
	return s.showVoidForm(c, http.StatusOK, &voidForm{
		Campaign: c.Query("campaign"), From: c.Query("from"), To: c.Query("to"),
		Places: c.QueryArray("place"), Counters: c.QueryArray("counter"), Channels: c.QueryArray("channel"),
	}, page.Fault{})
}

// officeVoidWeigh says how much a proposal would leave out and asks once more.
func (s *Server) officeVoidWeigh(c *gin.Context) error {
	var form voidForm
	if _, err := bind(c, &form); err != nil {
		return err
	}
	if form.Edit != "" {
		return s.showVoidForm(c, http.StatusOK, &form, page.Fault{})
	}
	v, err := s.weigh(c, &form)
	if err != nil {
		return s.voidRefused(c, &form, err)
	}
	n, err := s.voidNames(c)
	if err != nil {
		return err
	}
	r, err := s.pages.OfficeVoidConfirm(page.OfficeVoidConfirm{
		Office: s.officePage(c), Line: n.line(c, &v), Text: v.Text, Sent: form.sent(),
		Of: page.Count(v.Share.Of), From: dateWords(v.Share.From), To: dateWords(v.Share.To), Alert: v.Share.Alert(), Percent: void.AlertPercent,
	})
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// weigh checks a form against what the asker may know of.
func (s *Server) weigh(c *gin.Context, form *voidForm) (void.Void, error) {
	mine, err := s.mine(c, form.Campaign)
	if err == nil && !mine {
		err = &void.BadVoid{What: "campaign"}
	}
	if err != nil {
		return void.Void{}, err
	}
	return s.voids.Weigh(c.Request.Context(), form.proposal(principal(c).Name))
}

// officeVoidPropose sends a proposal to the second person.
func (s *Server) officeVoidPropose(c *gin.Context) error {
	var form voidForm
	if _, err := bind(c, &form); err != nil {
		return err
	}
	v, err := s.weigh(c, &form)
	if err != nil {
		return s.voidRefused(c, &form, err)
	}
	before, err := s.sameProposal(c, &v)
	if err != nil {
		return err
	}
	if before != "" { // a double tap
		return s.voidAnswer(c, before, "proposed", "", nil)
	}
	e := audit.Entry{Action: "void.propose", Object: v.Campaign, Unit: v.Unit, Detail: map[string]string{
		"from": v.From.String(), "to": v.To.String(), "reason": v.Reason.Text().In(survey.Vietnamese),
	}}
	err = s.act(c, e, func(ctx context.Context) (err error) {
		v, err = s.voids.Propose(ctx, form.proposal(principal(c).Name))
		return err
	})
	if err != nil {
		return s.voidRefused(c, &form, err)
	}
	return s.voidAnswer(c, v.ID, "proposed", "", nil)
}

// sameProposal is one that says the same by the same person on the same day and
// waits for a decision, or "". Two taps at the very same moment still make two, of
// which only one can be approved.
func (s *Server) sameProposal(c *gin.Context, v *void.Void) (string, error) {
	list, err := void.All(c.Request.Context(), s.Store, v.Campaign)
	for _, k := range list {
		twin := k.Void
		twin.ID, twin.Share = v.ID, v.Share
		if k.State == void.Proposed && reflect.DeepEqual(twin, *v) {
			return k.ID, nil
		}
	}
	return "", err
}

// voidRefused shows the form as it was filled in, with what is wrong.
func (s *Server) voidRefused(c *gin.Context, form *voidForm, err error) error {
	fault, _ := voidFault(err)
	if fault.Error == "" {
		return err
	}
	return s.showVoidForm(c, http.StatusUnprocessableEntity, form, fault)
}

// showVoidForm shows the form of a campaign with what is filled in.
func (s *Server) showVoidForm(c *gin.Context, status int, form *voidForm, fault page.Fault) error {
	campaigns, err := s.campaigns(c)
	if err != nil {
		return err
	}
	view := page.OfficeVoidForm{
		Office: s.officePage(c), From: form.From, To: form.To, Last: s.yesterday().String(), Text: form.Text,
		Least: void.MinText, Most: void.MaxText, Fault: fault,
	}
	chosen, err := s.voidCampaign(c, form.Campaign, campaigns)
	if err != nil {
		return err
	}
	for _, k := range campaigns {
		view.Campaigns = append(view.Campaigns, page.Pick{Value: k.Code, Text: k.Name.In(survey.Vietnamese), Chosen: k.Code == chosen.Code})
	}
	for _, r := range void.Reasons {
		view.Reasons = append(view.Reasons, page.Pick{Value: string(r), Text: r.Text().In(survey.Vietnamese), Chosen: string(r) == form.Reason})
	}
	if chosen.Code != "" {
		view.Campaign, view.CampaignName, view.First = chosen.Code, chosen.Name.In(survey.Vietnamese), chosen.Opens.String()
		if view.Ticks, err = s.voidTicks(c, form, chosen.Unit); err != nil {
			return err
		}
	}
	r, err := s.pages.OfficeVoidForm(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// voidCampaign is the campaign that was named or, where none was or a form named
// one that is not the asker's, the one that opened last.
func (s *Server) voidCampaign(c *gin.Context, code string, campaigns []survey.Campaign) (survey.Campaign, error) {
	var chosen survey.Campaign
	for _, k := range campaigns {
		if k.Code == code {
			return k, nil
		}
		if chosen.Code == "" || k.Opens > chosen.Opens && k.Opens <= s.yesterday() {
			chosen = k
		}
	}
	if code != "" && c.Request.Method == http.MethodGet {
		return s.campaign(c, code) // says that there is none
	}
	return chosen, nil
}

// voidTicks are the boxes of a unit's places, counters, fields and of the channels.
func (s *Server) voidTicks(c *gin.Context, form *voidForm, code string) ([]page.Ticks, error) {
	unit, err := s.unit(c, code)
	if err != nil {
		return nil, err
	}
	places, err := s.places(c)
	if err != nil {
		return nil, err
	}
	places = slices.DeleteFunc(places, func(p survey.Place) bool { return p.Unit != code })
	var place, field, channel []page.Pick
	for _, p := range places {
		place = append(place, ticked(p.Code, p.Name, form.Places))
	}
	for _, f := range unit.ServiceFields(s.Catalog.Fields()) {
		field = append(field, ticked(f.Code, f.Text, form.Fields))
	}
	for _, k := range survey.Channels {
		channel = append(channel, ticked(string(k), report.ChannelName(k), form.Channels))
	}
	help := ""
	if len(places) > 1 {
		help = "Quầy trùng mã ở nhiều điểm được tính ở mọi điểm đã chọn."
	}
	return []page.Ticks{
		{Name: "place", Legend: "Điểm tiếp nhận", Picks: place},
		{Name: "counter", Legend: "Quầy", Picks: counterTicks(places, form.Counters), Help: help},
		{Name: "field", Legend: "Lĩnh vực", Picks: field},
		{Name: "channel", Legend: "Hình thức trả lời", Picks: channel},
	}, nil
}

func ticked(code string, name survey.Text, chosen []string) page.Pick {
	return page.Pick{Value: code, Text: name.In(survey.Vietnamese), Chosen: slices.Contains(chosen, code)}
}

// counterTicks are the counters by their codes: a box cannot tell two of the same
// code apart but by their places.
func counterTicks(places []survey.Place, chosen []string) []page.Pick {
	var picks []page.Pick
	for _, p := range places {
		for _, k := range p.Counters {
			name := k.Name.In(survey.Vietnamese)
			if len(places) > 1 {
				name += " · " + p.Name.In(survey.Vietnamese)
			}
			if i := slices.IndexFunc(picks, func(pick page.Pick) bool { return pick.Value == k.Code }); i >= 0 {
				picks[i].Text += "; " + name
				continue
			}
			picks = append(picks, page.Pick{Value: k.Code, Text: name, Chosen: slices.Contains(chosen, k.Code)})
		}
	}
	return picks
}
