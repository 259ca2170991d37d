package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
	"unicode/utf8"
)

//go:embed html/*.html
var sources embed.FS

// names lists every page. A page that is missing from the sources stops the
// program at its start, not a citizen in the middle of the day.
var names = []string{
	"form",
	"thanks",
	"results",
	"embed",
	"result",
	"results_method",
	"no_result",
	"receipts",
	"receipt",
	"message",
	"home",
	"privacy",
	"office_login",
	"office_results",
	"office_campaigns",
	"office_posters",
	"office_poster",
	"office_slips",
	"office_slips_void",
	"office_paper",
	"office_folder",
	"office_folder_close",
	"office_folder_forget",
	"office_folder_import",
	"office_keys",
	"office_waiting",
	"office_settle",
	"office_audit",
	"office_compare",
	"office_reports",
	"office_report",
	"office_report_text",
	"office_message",
	"office_login_code",
	"office_confirm",
	"office_me",
	"office_password",
	"office_totp",
	"office_recovery",
	"office_accounts",
	"office_account",
	"office_secret",
	"office_tokens",
	"office_token_revoke",
	"contact",
	"contact_units",
	"contact_thanks",
	"office_watch",
	"office_voids",
	"office_void_form",
	"office_void_confirm",
	"office_void",
	"office_contacts",
	"office_contact",
	"office_contact_withdraw",
	"office_units",
	"office_unit",
	"office_place_new",
	"office_place",
	"office_fields",
	"office_ask",
	"office_campaign_unit",
	"office_campaign_form",
	"office_campaign",
	"office_volumes",
	"office_comments",
	"office_staff_names",
	"office_tasks",
	"office_task_new",
	"office_task",
}

// A Set renders pages.
type Set struct {
	pages   *template.Template
	citizen string // the style sheet of the citizen's pages
	embed   string // the style of what portals show
	form    string // the script of the form
	results string // what the public results need beside it
	// officeSheet is the address of the office's style sheet. It changes with
	// the sheet, so that a browser never pairs a new page with an old one.
	officeSheet string
	// entryScript is that of the speed keys.
	entryScript string
}

// A Rendered page is ready to be sent.
type Rendered struct {
	HTML []byte
	// Style is the source expression that allows the page's own style sheet in
	// a Content-Security-Policy: 'sha256-…'; Script that of its script, "" where it
	// has none.
	Style, Script string
}

// New parses the pages; static holds the style sheets.
func New(static fs.FS) (*Set, error) {
	css, err := fs.ReadFile(static, "css/citizen.css")
	if err != nil {
		return nil, fmt.Errorf("read style sheet: %w", err)
	}
	embed, err := fs.ReadFile(static, "css/embed.css")
	if err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	results, err := fs.ReadFile(static, "css/results.css")
	if err != nil {
		return nil, fmt.Errorf("read style sheet: %w", err)
	}
	office, err := fs.ReadFile(static, "css/office.css")
	if err != nil {
		return nil, fmt.Errorf("read style sheet: %w", err)
	}
	entry, err := fs.ReadFile(static, "js/entry.js")
	if err != nil {
		return nil, fmt.Errorf("read script: %w", err)
	}
	form, err := script(static, "js/queue.js", "js/form.js")
	if err != nil {
		return nil, err
	}
	functions := template.FuncMap{"count": Count, "english": inEnglish, "number": func(i int) int { return i + 1 }, "receiptWords": receiptWordsIn}
	pages, err := template.New("").Funcs(functions).ParseFS(sources, "html/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse pages: %w", err)
	}
	for _, name := range names {
		if pages.Lookup(name) == nil {
			return nil, fmt.Errorf("parse pages: page %q is missing", name)
		}
	}
	return &Set{
		pages:       pages,
		citizen:     string(bytes.TrimSpace(css)),
		form:        form,
		results:     string(bytes.TrimSpace(results)),
		embed:       string(bytes.TrimSpace(embed)),
		officeSheet: fmt.Sprintf("/static/css/office.css?v=%.4x", sha256.Sum256(office)),
		entryScript: fmt.Sprintf("/static/js/entry.js?v=%.4x", sha256.Sum256(entry)),
	}, nil
}

func (s *Set) render(name string, data any, css template.CSS) (Rendered, error) {
	var b bytes.Buffer
	if err := s.pages.ExecuteTemplate(&b, name, data); err != nil {
		return Rendered{}, fmt.Errorf("render page %s: %w", name, err)
	}
	html := b.Bytes()
	if !utf8.Valid(html) { // somebody sent half a character, and gets his form back
		html = bytes.ToValidUTF8(html, []byte("\ufffd"))
	}
	return Rendered{HTML: html, Style: sourceOf(string(css))}, nil
}

// sourceOf is the source expression that allows a style sheet or a script, "" for
// none.
func sourceOf(text string) string {
	if text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// script joins scripts without their comments and indentation: a page that holds
// them is weighed by the byte.
func script(static fs.FS, names ...string) (string, error) {
	var b strings.Builder
	for _, name := range names {
		text, err := fs.ReadFile(static, name)
		if err != nil {
			return "", fmt.Errorf("read script: %w", err)
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if line != "" && !strings.HasPrefix(line, "//") {
				b.WriteString(line + "\n")
			}
		}
	}
	return b.String(), nil
}
