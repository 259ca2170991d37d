package web

import (
	"fmt"
	"html"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// embed is the last published result of a unit, small enough for the page of a
// portal: no script, no cookie, and to be framed by those whom the operator named.
func (s *Server) embed(c *gin.Context) error {
	view, err := s.embedded(c)
	if err != nil {
		return err
	}
	r, err := s.pages.Embed(view)
	if err != nil {
		return err
	}
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src "+r.Style+"; base-uri 'none'; form-action 'none'; frame-ancestors "+strings.Join(append([]string{"'self'"}, s.Ancestors...), " "))
	// X-Frame-Options knows no list; browsers that know frame-ancestors ignore it.
	if h.Set("X-Frame-Options", "SAMEORIGIN"); len(s.Ancestors) > 0 {
		h.Del("X-Frame-Options")
	}
	s.sendEmbedded(c, "text/html; charset=utf-8", r.HTML)
	return nil
}

// embedBadge is the same as a picture.
func (s *Server) embedBadge(c *gin.Context) error {
	view, err := s.embedded(c)
	if err != nil {
		return err
	}
	body, err := s.pages.Badge(view)
	if err != nil {
		return err
	}
	c.Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	s.sendEmbedded(c, "image/svg+xml", body)
	return nil
}

// sendEmbedded sends what other sites may show.
func (s *Server) sendEmbedded(c *gin.Context, media string, body []byte) {
	c.Header("Cross-Origin-Resource-Policy", "cross-origin")
	s.publish(c, media, body)
}

// embedded finds the last published result of a unit that no later edition
// corrects, of one campaign where the address names it, with what it is compared
// with.
func (s *Server) embedded(c *gin.Context) (page.Embed, error) {
	u, err := store.Units.Get(c.Request.Context(), s.Store, c.Param("unit"))
	if err != nil {
		return page.Embed{}, err
	}
	l := bilingual(c)
	view := page.Embed{Lang: l, Unit: u.Name.In(l), Link: s.publicLink(historyPath(u.Code, c.Query("campaign")), l)}
	list, err := s.published(c.Request.Context(), u.Code)
	if err != nil {
		return view, err
	}
	for _, i := range list {
		if i.Superseded || c.Query("campaign") != "" && c.Query("campaign") != i.Campaign {
			continue
		}
		view.Shared, view.Until = shared(list, i.Period), i.until()
		view.Report, view.Link = i.report, s.publicLink(resultPath(i.Edition), view.Lang)
		before, err := s.Closing.Before(c.Request.Context(), i.Edition)
		if err != nil {
			return view, err
		}
		view.Before = i.report.BesideOf(before)
		break
	}
	return view, nil
}

func (s *Server) publicLink(path string, l survey.Lang) string {
	return s.PublicURL.String() + page.InLang(path, l)
}

// embedSnippets are what the editor of a portal pastes: the frame, and the badge
// with a link. Both move on to the next period of the campaign, so the link leads
// to all of its periods.
func (s *Server) embedSnippets(unit, name, campaign string) (frame, badge string) {
	path, query := "/embed/"+url.PathEscape(unit), "?"+url.Values{"campaign": {campaign}}.Encode()
	title := html.EscapeString("Kết quả khảo sát sự hài lòng, " + name)
	address := func(path string) string { return html.EscapeString(s.publicLink(path, survey.Vietnamese)) }
	frame = fmt.Sprintf(`<iframe src="%s" title="%s" width="360" height="430" loading="lazy" style="border:0;max-width:100%%"></iframe>`, address(path+query), title)
	badge = fmt.Sprintf(`<a href="%s"><img src="%s" alt="%s" height="28"></a>`, address(historyPath(unit, campaign)), address(path+"/badge.svg"+query), title)
	return frame, badge
}
