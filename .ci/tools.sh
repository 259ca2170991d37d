#!/usr/bin/env bash
# Makes sure of what the gate needs beside Go: a browser for the page tests, a C
# compiler for the race detector, the tools that render prints, read their codes
# and check their files, an office suite that opens the reports, and strace for faults.
# Installs what is missing through apt where it may; where it may not, it says what is
# missing.
# Only in CI is that fatal.
set -euo pipefail

missing() {
	local browser found=
	for browser in chromium chromium-browser google-chrome; do
		if command -v "$browser" >/dev/null; then found=yes; fi
	done
	[ -n "$found" ] || echo chromium
	# The compiler without the C library's headers is of no use.
	echo '#include <stdlib.h>' | gcc -E - >/dev/null 2>&1 || echo gcc libc6-dev
	command -v pdftoppm >/dev/null && command -v pdftotext >/dev/null || echo poppler-utils
	command -v zbarimg >/dev/null || echo zbar-tools
	command -v qpdf >/dev/null || echo qpdf
	# Makes a disk full, failing or without power under a running service.
	command -v strace >/dev/null || echo strace
	# Reads the reports as word processors and spreadsheets do.
	command -v soffice >/dev/null || echo libreoffice-writer-nogui libreoffice-calc-nogui
}

# root runs a command as root, or fails where that needs a password.
root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# shellcheck disable=SC2046 # a list of words is meant
set -- $(missing)
[ $# -gt 0 ] || exit 0

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if command -v apt-get >/dev/null && root true 2>/dev/null; then
	echo "gate: installing $*"
	apt=(root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
	if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "$@"; } </dev/null >"$log" 2>&1; then
		tail -n 20 "$log" >&2
	fi
fi

# shellcheck disable=SC2046
set -- $(missing)
[ $# -gt 0 ] || exit 0
echo "gate: not installed: $* (the page tests need chromium, the race detector gcc, the tests of prints poppler-utils, zbar-tools and qpdf, those of reports libreoffice, those of faults strace)" >&2
echo "gate: on Debian or Ubuntu: sudo apt-get install $*" >&2
if [ "${CI:-}" = true ]; then exit 1; fi
