// Package browser opens pages in a real Chromium, for the tests of other
// packages: what a citizen taps, what a reader of screens is told, how wide a
// page grows on a small phone.
//
// It is the only package that knows chromedp, whose interface changes often. It
// imports nothing of ours and no program imports it. It refuses to click what a
// hand could not: something invisible or covered by something else.
//
// One Chromium serves a whole test binary; each page has its own cookies and its
// own storage, so tests may run side by side. Where no browser is installed a
// test is skipped, or fails where HAILONG_TEST_REQUIRE=1 says that one must be.
// With HAILONG_SCREENSHOTS=/some/folder the pages' pictures are kept there.
package browser
