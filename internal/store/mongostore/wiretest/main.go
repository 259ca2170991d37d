// Command wiretest is the server that the tests of mongostore talk to: FerretDB
// v1 on SQLite, which speaks MongoDB's wire protocol. It stands in for the wire,
// not for MongoDB's guarantees. It is a module of its own, so that nothing of it
// enters the product.
//
// It keeps its data in a folder of its own, prints its address in one line, and
// ends with its standard input, so that neither outlives the test.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "wiretest:", err)
		os.Exit(1)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	if len(args) > 0 {
		return errors.New("no argument is understood")
	}
	folder, err := os.MkdirTemp("", "wiretest")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError + 8})),
		Handler:   "sqlite",
		SQLiteURL: "file:" + folder + "/",
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx) }()
	fmt.Fprintln(out, server.MongoDBURI())
	_, _ = io.Copy(io.Discard, in)
	stop()
	return <-ended
}
