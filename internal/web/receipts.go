package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/seal"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// sealsShown is how many seals the page lists.
const sealsShown = 31

// receiptRoutes are those of the public count. They tell of a receipt that it is there
// and of the seals what they are, and nothing of a response.
func (s *Server) receiptRoutes(public *gin.RouterGroup) {
	public.Match(reads, "/receipts", promptly, s.citizen(s.receipts))
	public.Match(reads, "/receipts.json", promptly, s.citizen(s.receiptsJSON))
	public.Match(reads, "/receipt/:receipt", promptly, s.citizen(s.receipt))
}

// receipts shows the newest seals, or leads from a typed code to its page.
func (s *Server) receipts(c *gin.Context) error {
	if code := strings.TrimSpace(c.Query("code")); code != "" {
		if r, ok := survey.ParseReceipt(code); ok {
			code = string(r)
		}
		c.Redirect(http.StatusSeeOther, "/receipt/"+url.PathEscape(code)+"?lang="+string(lang(c)))
		return nil
	}
	entries, err := s.seals.Entries(c.Request.Context())
	if err != nil {
		return err
	}
	view := page.Receipts{Citizen: page.Citizen{W: words(c), Path: "/receipts"}, Older: len(entries) > sealsShown}
	for _, e := range slices.Backward(entries[max(0, len(entries)-sealsShown):]) {
		view.Lines = append(view.Lines, page.SealLine{Number: e.Number, Day: e.Day, Hash: e.Hash.String(), Reopened: e.Reopened})
	}
	r, err := s.pages.Receipts(view)
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// sealsAbout is the documentation of receipts.json, in it.
const sealsAbout = "hash is the SHA-256 of nine lines, each ended by LF: 'hailong seal/1', 'number N', 'day YYYY-MM-DD', 'receipts SIZE ROOT', " +
	"'responses ROOT', 'reopened N', 'counts HASH', 'audit N HASH' ('audit 0 -' before the first event), 'previous HASH'. receipts is the root of a Merkle tree (RFC 6962) of size leaves; " +
	"a leaf is the text of /receipt/CODE.json. responses is the root over the days that became over, reopened how many of them had been sealed before; " +
	"counts commits to the counts, which are not public; audit is the head of the log of what staff did. previous is the hash of the seal before."

// receiptsJSON sends the public parts of all seals, for who keeps and compares them.
func (s *Server) receiptsJSON(c *gin.Context) error {
	entries, err := s.seals.Entries(c.Request.Context())
	if err == nil {
		c.IndentedJSON(http.StatusOK, struct {
			About string       `json:"about"`
			Seals []seal.Entry `json:"seals"`
		}{sealsAbout, append([]seal.Entry{}, entries...)})
	}
	return err
}

// A standing is what is told of a receipt: sealed, with a proof, waiting or unknown.
type standing struct {
	Receipt survey.Receipt `json:"receipt,omitempty"`
	Status  string         `json:"status"`
	Proof   *seal.Proof    `json:"proof,omitempty"`
}

// receipt tells whether a receipt is in the count.
func (s *Server) receipt(c *gin.Context) error {
	typed, asJSON := strings.CutSuffix(c.Param("receipt"), ".json")
	status := http.StatusOK
	st, err := s.standing(c, typed)
	if errors.Is(err, survey.ErrNotFound) {
		status = http.StatusNotFound
	} else if err != nil {
		return err
	}
	if asJSON {
		c.IndentedJSON(status, st)
		return nil
	}
	r, err := s.pages.Standing(standingPage(words(c), st, typed))
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

func (s *Server) standing(c *gin.Context, typed string) (standing, error) {
	r, ok := survey.ParseReceipt(typed)
	if !ok {
		return standing{Status: "unknown"}, fmt.Errorf("receipt: %w", survey.ErrNotFound)
	}
	proof, err := s.seals.Find(c.Request.Context(), r)
	switch {
	case err != nil:
		return standing{r, "unknown", nil}, err
	case proof == nil:
		return standing{r, "waiting", nil}, nil
	}
	return standing{r, "sealed", proof}, nil
}

func standingPage(w *page.Words, st standing, typed string) page.Standing {
	view := page.Standing{Citizen: page.Citizen{W: w, Path: "/receipt/" + url.PathEscape(typed)}, Receipt: st.Receipt, Unknown: st.Status == "unknown", Typed: typed}
	if st.Receipt != "" {
		view.Path = "/receipt/" + string(st.Receipt)
	}
	if p := st.Proof; p != nil {
		view.Proof = &page.ReceiptProof{
			Number: fmt.Sprint(p.Entry.Number), Day: w.Date(p.Entry.Day), Text: p.Text, Leaf: p.Leaf.String(),
			Root: p.Entry.Receipts.String(), Index: p.Index, Size: p.Entry.Size, EntryText: p.Entry.Text(), Hash: p.Entry.Hash.String(),
		}
		for _, h := range p.Path {
			view.Proof.Path = append(view.Proof.Path, h.String())
		}
	}
	return view
}
