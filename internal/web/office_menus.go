package web

import (
	"errors"
	"slices"

	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// offeredCampaigns are those that a code may be made for: any that is not over,
// also a draft, whose posters are printed beforehand. What a code opens already
// stays in its list.
func offeredCampaigns(campaigns []survey.Campaign, today survey.Date, chosen string) []survey.Campaign {
	return slices.DeleteFunc(slices.Clone(campaigns), func(k survey.Campaign) bool {
		return k.Code != chosen && errors.Is(k.Shut(today), survey.ErrClosed)
	})
}

// campaignPick is a campaign in a list, with what is to be known before it is
// chosen.
func campaignPick(k *survey.Campaign, today survey.Date) string {
	name := k.Name.In(survey.Vietnamese)
	switch k.State(today) {
	case survey.StateDraft:
		return name + " (bản nháp)"
	case survey.StateClosed:
		return name + " (đã kết thúc)"
	}
	return name
}

// usedPlaces are those in use at which one of the campaigns runs.
func usedPlaces(places []survey.Place, campaigns []survey.Campaign) []survey.Place {
	return slices.DeleteFunc(slices.Clone(places), func(p survey.Place) bool {
		return p.Closed || !slices.ContainsFunc(campaigns, func(k survey.Campaign) bool { return k.Unit == p.Unit && k.At(p.Code) })
	})
}

// placePicks are the counters in use of a place, and the place as a whole.
func placePicks(place survey.Place, chosen string) []page.Pick {
	var picks []page.Pick
	name := place.Name.In(survey.Vietnamese)
	for _, counter := range place.Counters {
		if counter.Closed {
			continue
		}
		where := where(place.Code, counter.Code)
		picks = append(picks, page.Pick{Value: where, Text: name + " · " + counter.Name.In(survey.Vietnamese), Chosen: where == chosen})
	}
	if len(picks) > 0 {
		name += " · dùng chung cho các quầy"
	}
	whole := where(place.Code, "")
	return append(picks, page.Pick{Value: whole, Text: name, Chosen: whole == chosen})
}
