// Hailong is the whole service in one program: it serves citizens and the
// office, and does the operator's work from the command line.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"hailong/internal/catalog"
	"hailong/internal/config"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// cli is the command line: commands with their flags, and the configuration
// that every command takes.
type cli struct {
	config.Config `embed:"" group:"Configuration (each also as the environment variable shown):"`

	Serve   serveCommand   `cmd:"" help:"Run the service."`
	Check   checkCommand   `cmd:"" help:"Check questionnaires and configuration, and say what is wrong by file and line."`
	Account accountCommand `cmd:"" help:"Create an API token or set a password; on an embedded store while the service is stopped."`
	Poster  posterCommand  `cmd:"" help:"Print posters, stickers or pictures of codes, while the service is stopped."`
	Export  exportCommand  `cmd:"" help:"Write the responses of a campaign to a file; on an embedded store while the service is stopped."`
	Report  reportCommand  `cmd:"" help:"Write the report of a campaign and a period as DOCX, PDF, XLSX, CSV or JSON, while the service is stopped."`
	Slips   slipsCommand   `cmd:"" help:"Make a batch of single-use slips and write it as PDF."`
	Paper   paperCommand   `cmd:"" help:"Make a batch of numbered paper forms and write it as PDF."`
	Verify  verifyCommand  `cmd:"" help:"Recount packed days from the responses and check the store's file; exit 1 where they differ."`
	Copy    copyCommand    `cmd:"" help:"Move a whole store into an empty one of either engine, and compare; the services stopped."`
	Backup  backupCommand  `cmd:"" help:"Write everything the store holds into one file, while the service runs."`
	Restore restoreCommand `cmd:"" help:"Fill an empty folder or database from a backup, and verify it; or prove a backup with --drill."`
	Demo    demoCommand    `cmd:"" help:"Fill a store with a plausible quarter, to try the pages with."`
	Ops     opsCommand     `cmd:"" help:"Print a file for the operator: systemd unit, reverse proxy, alerts, dashboard."`
	Health  healthCommand  `cmd:"" help:"Ask the running service whether it is ready; exit 1 if not."`
}

// streams are where a command writes for people and for pipes.
type streams struct {
	ctx      context.Context
	out, err io.Writer
}

// run is the program without the process around it. What goes wrong is one line
// on the error stream and exit code 1.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c cli
	exited, code := false, 0
	parser, err := kong.New(&c,
		kong.Name("hailong"),
		kong.Description("Hài Lòng measures how satisfied people are with a commune's administrative services."),
		kong.Writers(stdout, stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(n int) { exited, code = true, n }),
	)
	if err != nil {
		return fail(stderr, err)
	}
	parsed, err := parser.Parse(args)
	if exited {
		return code // help was asked for
	}
	if err != nil {
		return fail(stderr, fmt.Errorf("%w (see hailong --help)", err))
	}
	if err := parsed.Run(&c.Config, streams{ctx, stdout, stderr}); err != nil {
		return fail(stderr, err)
	}
	return 0
}

// fail says in one line what went wrong. Faults of questionnaires are a line
// each, beginning with file:line so that an editor can jump there.
func fail(stderr io.Writer, err error) int {
	var faults catalog.Complaints
	if errors.As(err, &faults) {
		fmt.Fprintln(stderr, faults)
		return 1
	}
	line := strings.ReplaceAll(strings.TrimSpace(err.Error()), "\n", "; ")
	fmt.Fprintf(stderr, "hailong: %s\n", line)
	return 1
}
