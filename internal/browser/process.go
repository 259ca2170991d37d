package browser

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// names are what Chromium is called in the systems we know.
var names = []string{"chromium", "chromium-browser", "google-chrome"}

// The one browser of this test binary. It starts with the first page and ends
// with the binary: starting takes longer than most tests.
var (
	starting sync.Mutex
	running  *process
)

// A process is a running Chromium.
type process struct {
	ctx context.Context
	// leash is closed by the system when this binary ends in whatever way, and
	// then whoever holds the other end cleans up.
	leash io.Closer
	agent string
}

// chromium returns the running browser and starts one where there is none, or
// where the last one died.
func chromium(t testing.TB) *process {
	t.Helper()
	starting.Lock()
	defer starting.Unlock()
	if running != nil && running.ctx.Err() == nil {
		return running
	}
	program := find(names)
	if program == "" {
		const missing = "no Chromium on this machine (on Debian: apt-get install chromium)"
		if os.Getenv("HAILONG_TEST_REQUIRE") == "1" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	p, err := start(program)
	if err != nil {
		t.Fatalf("start %s: %v", program, err)
	}
	running = p
	return p
}

// Quit ends the browser, if one runs, and waits for it: the last thing a test
// binary does that looks for goroutines which were left running.
func Quit() {
	starting.Lock()
	defer starting.Unlock()
	if running == nil {
		return
	}
	_ = chromedp.Cancel(running.ctx) // where it has died nothing is left to end
	_ = running.leash.Close()
	running = nil
}

func find(names []string) string {
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path
		}
	}
	return ""
}

func start(program string) (*process, error) {
	profile, err := os.MkdirTemp("", "hailong-browser-")
	if err != nil {
		return nil, err
	}
	allocator, _ := chromedp.NewExecAllocator(context.Background(), flags(program, profile)...)
	ctx, cancel := chromedp.NewContext(allocator)
	var agent string
	if err := chromedp.Run(ctx, chromedp.Evaluate(`navigator.userAgent`, &agent)); err != nil {
		cancel()
		return nil, fmt.Errorf("%w; remove %s", err, profile)
	}
	leash, err := mourn(profile, chromedp.FromContext(ctx).Browser.Process().Pid)
	if err != nil {
		cancel()
		return nil, err
	}
	return &process{ctx, leash, agent}, nil
}

func flags(program, profile string) []chromedp.ExecAllocatorOption {
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(program),
		chromedp.UserDataDir(profile),
		// A machine that compiles at the same time is slow.
		chromedp.WSURLReadTimeout(time.Minute),
		chromedp.Flag("headless", "new"),
		chromedp.Flag("lang", "vi"),
		chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("password-store", "basic"),
		// To a browser a loopback address is as safe as TLS. What it does over
		// plain HTTP in an office's network shows under a name like this only.
		chromedp.Flag("host-resolver-rules", "MAP *."+NetworkDomain+" 127.0.0.1"),
	}
	for _, on := range []string{
		// A container has neither user namespaces nor much shared memory, and
		// only our own pages are opened.
		"no-sandbox", "disable-dev-shm-usage", "disable-gpu",
		"no-proxy-server", "disable-quic",
		"no-first-run", "no-default-browser-check", "disable-default-apps", "disable-extensions",
		"disable-background-networking", "disable-component-update", "disable-sync", "disable-breakpad",
		"disable-background-timer-throttling", "disable-backgrounding-occluded-windows", "disable-renderer-backgrounding",
		"disable-hang-monitor", "disable-ipc-flooding-protection", "disable-prompt-on-repost",
		"hide-scrollbars", "mute-audio", "use-mock-keychain",
	} {
		options = append(options, chromedp.Flag(on, true))
	}
	return options
}

// tab opens a tab with cookies and storage of its own, closed when the test ends.
// chromedp would put it into a window, of which such a fresh context has none.
func (p *process) tab(t testing.TB) (context.Context, error) {
	own := cdp.WithExecutor(p.ctx, chromedp.FromContext(p.ctx).Browser)
	jar, err := target.CreateBrowserContext().Do(own)
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { _ = target.DisposeBrowserContext(jar).Do(own) })
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(jar).WithNewWindow(true).Do(own)
	if err != nil {
		return nil, err
	}
	ctx, cancel := chromedp.NewContext(p.ctx, chromedp.WithTargetID(id))
	t.Cleanup(cancel)
	// The first call attaches to the tab and must not have a deadline: chromedp
	// would close the tab at it.
	return ctx, chromedp.Run(ctx)
}

// mourn leaves a shell behind that waits for the end of this binary, kills the
// browser and removes its folder. A cleanup of our own would not run when a test
// panics or takes too long.
func mourn(profile string, pid int) (io.Closer, error) {
	const wake = `trap '' INT TERM HUP
		read _
		kill -9 "$2" 2>/dev/null
		for pause in 0 0.2 1; do sleep $pause; rm -rf -- "$1"; done`
	cmd := exec.Command("sh", "-c", wake, "sh", profile, strconv.Itoa(pid))
	leash, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	return leash, cmd.Start()
}
