package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const form = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Phiếu</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<style>
	body { font: 16px sans-serif; background: #fff; color: #111; margin: 16px }
	.only-seen-by-readers { position: absolute; opacity: 0 }
	@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }
</style></head><body><main><h1>Phiếu</h1>
<form method="post" action="/send">
	<fieldset><legend>Ông/bà hài lòng thế nào?</legend>
		<input type="radio" class="only-seen-by-readers" name="HL0" value="4" id="l4"><label for="l4">Hài lòng</label>
		<input type="radio" class="only-seen-by-readers" name="HL0" value="5" id="l5"><label for="l5">Rất hài lòng</label>
	</fieldset>
	<p><label for="say">Muốn nói thêm?</label> <textarea id="say" name="comment">cũ</textarea></p>
	<p id="noscript"><noscript>không có script</noscript></p>
	<div style="height: 1500px"></div>
	<button id="send">Gửi</button>
</form>
<p id="hidden" hidden>ẩn</p>
<script>document.querySelector('h1').textContent = 'Phiếu có script'</script>
</main></body></html>`

const bad = `<!doctype html><html><head><title></title></head>
<body><div style="height: 150px"></div><img src="/missing.png"><input type="text"><p style="color: #ccc; background: #fff">mờ</p>
<div style="width: 3000px">rộng</div>
<div id="covered" style="position: absolute; top: 0; left: 0; width: 50px; height: 50px">dưới</div>
<div id="cover" style="position: absolute; top: 0; left: 0; width: 90px; height: 90px">trên</div>
<script>console.error('hỏng', 1); nothing.here()</script></body></html>`

func site(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	show := func(status int, html string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(status)
			fmt.Fprint(w, html)
		}
	}
	mux.HandleFunc("GET /form", show(http.StatusOK, form))
	mux.HandleFunc("GET /bad", show(http.StatusOK, bad))
	mux.HandleFunc("GET /gone", show(http.StatusGone, `<!doctype html><link rel="icon" href="data:,"><h1>Đã đóng</h1>`))
	mux.HandleFunc("GET /strict", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:")
		fmt.Fprint(w, strings.Replace(form, "<style>", `<style nonce="no">`, 1))
	})
	mux.HandleFunc("POST /send", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "sent", Value: "yes", Path: "/"})
		http.Redirect(w, r, "/thanks?"+r.FormValue("HL0")+"="+r.FormValue("comment"), http.StatusSeeOther)
	})
	mux.HandleFunc("GET /thanks", func(w http.ResponseWriter, r *http.Request) {
		cookie, _ := r.Cookie("sent")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><link rel="icon" href="data:,"><h1>Cảm ơn</h1><p id="got">%s|%s|%v|%s</p>`,
			r.Header.Get("Accept-Language"), r.URL.Query(), cookie != nil, r.Header.Get("User-Agent"))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func TestAFormIsFilledInWithAFingerAndWithoutScripts(t *testing.T) {
	t.Parallel()
	url := site(t)
	p := Open(t, Options{})
	p.Go(url + "/form")
	if got := p.Text("h1"); got != "Phiếu" {
		t.Errorf("the page's script ran: got %q, want Phiếu", got)
	}
	if got := p.Text("#noscript"); got != "không có script" {
		t.Errorf("got %q, want what stands in noscript", got)
	}
	p.Click("label[for=l5]")
	if !p.Checked("#l5") || p.Checked("#l4") {
		t.Error("got the wrong level ticked, want l5")
	}
	p.Type("#say", "Cán bộ nhiệt tình 🙂")
	if got, want := p.Value("#say"), "Cán bộ nhiệt tình 🙂"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	p.Click("#send")
	p.WaitFor("#got")
	if got := p.URL(); !strings.HasPrefix(got, url+"/thanks?5=") {
		t.Errorf("got %s, want the page of thanks with level 5", got)
	}
	if got, want := p.Text("#got"), "vi|map[5:[Cán bộ nhiệt tình 🙂]]|true|"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if strings.Contains(p.Text("#got"), "Headless") {
		t.Error("the browser says that it is headless")
	}
	if got := p.Status(); got != http.StatusOK {
		t.Errorf("got status %d, want 200", got)
	}
	want := []string{"/form", "/send", "/thanks"}
	for i, r := range p.Requests() {
		p, _, _ := strings.Cut(strings.TrimPrefix(r, url), "?")
		if i >= len(want) && !strings.HasPrefix(r, "data:") || i < len(want) && !strings.HasPrefix(r, "data:") && !slices.Contains(want, p) {
			t.Errorf("request %d: got %s, want one of %v", i, r, want)
		}
	}
	if got := p.ConsoleErrors(); len(got) > 0 {
		t.Errorf("got %q, want no error", got)
	}
}

func TestAFormIsFilledInWithKeysAndAMouse(t *testing.T) {
	t.Parallel()
	p := Open(t, Options{Width: 1280, Height: 800, Scripts: true, Lang: "en"})
	p.Go(site(t) + "/form")
	if got := p.Text("h1"); got != "Phiếu có script" {
		t.Errorf("the page's script did not run: got %q", got)
	}
	p.Click("label[for=l4]")
	p.Press(ArrowDown)
	if !p.Checked("#l5") {
		t.Error("the arrow did not move to the next level")
	}
	p.Type("#say", "")
	if got := p.Value("#say"); got != "" {
		t.Errorf("got %q, want an empty box", got)
	}
	p.Press("ab" + Tab + Enter)
	if got, want := p.Text("#got"), "en|map[5:[ab]]|true|"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatIsSeenIsTold(t *testing.T) {
	t.Parallel()
	p := Open(t, Options{Scripts: true, Dark: true, Scale: 2})
	p.Go(site(t) + "/form")
	if !p.Exists("#hidden") || p.Visible("#hidden") || p.Visible("#l4") || !p.Visible("label[for=l4]") || p.Visible("#nothing") || p.Exists("#nothing") {
		t.Error("what exists and what can be seen is mixed up")
	}
	if b := p.Box("#send"); b.Y < 1500 || b.Width < 10 || b.Height < 10 {
		t.Errorf("got the button at %+v, want it far below and of some size", b)
	}
	var page struct {
		Width int
		Ratio float64
		Dark  string
		Lang  string
	}
	p.Eval(`Promise.resolve({width: innerWidth, ratio: devicePixelRatio, dark: getComputedStyle(document.body).backgroundColor, lang: navigator.language})`, &page)
	if page.Width != 390 || page.Ratio != 2 || page.Dark != "rgb(17, 17, 17)" || page.Lang != "vi" {
		t.Errorf("got %+v, want a dark Vietnamese page of 390 at 2", page)
	}
	if p.ScrollsSideways() {
		t.Error("a page that fits is said to be too wide")
	}
	p.Go(site(t) + "/gone")
	if got := p.Status(); got != http.StatusGone {
		t.Errorf("got status %d, want 410", got)
	}
	if got := p.ConsoleErrors(); len(got) > 0 {
		t.Errorf("got %q, want no error", got)
	}
}

func TestEvalWorksWithoutThePagesScripts(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/form", "/strict"} {
		p := Open(t, Options{})
		p.Go(site(t) + path)
		var n int
		p.Eval(`document.querySelectorAll('input').length`, &n)
		if n != 2 {
			t.Errorf("%s: got %d inputs, want 2", path, n)
		}
	}
}

func TestPagesShareNoCookies(t *testing.T) {
	t.Parallel()
	url := site(t)
	first, second := Open(t, Options{}), Open(t, Options{})
	first.Go(url + "/form")
	first.Click("#send")
	first.WaitFor("#got")
	second.Go(url + "/thanks")
	if got := second.Text("#got"); !strings.Contains(got, "|false|") {
		t.Errorf("got %q, want a page that knows no cookie", got)
	}
}

func TestABadPageIsReported(t *testing.T) {
	t.Parallel()
	url := site(t)
	for _, o := range []Options{{Scripts: true}, {Width: 1280, Height: 800, Scripts: true}} {
		p := Open(t, o)
		p.Go(url + "/bad")
		if !p.ScrollsSideways() {
			t.Errorf("width %d: a page of 3000 is said to fit", p.options.Width)
		}
		all := strings.Join(p.ConsoleErrors(), "\n")
		for _, want := range []string{"hỏng", "ReferenceError", "/missing.png"} {
			if !strings.Contains(all, want) {
				t.Errorf("got errors %q, want one with %q", all, want)
			}
		}
	}
	p := Open(t, Options{})
	p.Go(url + "/strict")
	if all := strings.Join(p.ConsoleErrors(), "\n"); !strings.Contains(all, "Content Security Policy") {
		t.Errorf("got errors %q, want the breach of the policy", all)
	}
}

func TestAPictureIsKeptWhereAFolderIsNamed(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new")
	t.Setenv("HAILONG_SCREENSHOTS", folder)
	p := Open(t, Options{})
	p.Go(site(t) + "/form")
	p.Screenshot("phiếu-390")
	b, err := os.ReadFile(filepath.Join(folder, "phiếu-390.png"))
	if err != nil || !strings.HasPrefix(string(b), "\x89PNG") {
		t.Errorf("got %.8q, %v; want a picture", b, err)
	}
	t.Setenv("HAILONG_SCREENSHOTS", "")
	p.Screenshot("../nowhere")
}
