// Command rupt is the OpenRupt server: the API, the browser SDK, the hosted pages and
// their data, in one binary.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/openrupt/openrupt/internal/wire"
)

// cli are the commands.
type cli struct {
	Dev       devCommand       `cmd:"" help:"Run a server for your own machine: project demo, a demo site, codes in an inbox instead of mail."`
	Serve     serveCommand     `cmd:"" help:"Run a server that others can reach."`
	Project   projectCommand   `cmd:"" help:"Make, list and change projects."`
	Key       keyCommand       `cmd:"" help:"Make, list and revoke a project's keys."`
	User      userCommand      `cmd:"" help:"Suspend, unlock, erase and export users."`
	Challenge challengeCommand `cmd:"" help:"Complete and expire challenges."`
	Webhook   webhookCommand   `cmd:"" help:"Say where webhooks go, see how they went and send them again."`
	Bounce    bounceCommand    `cmd:"" help:"Read a mail that came back from standard input, and report it: for the pipe of a mail alias."`
	Export    exportCommand    `cmd:"" help:"Print all users of a project with all that is kept of them, as JSON, one a line."`
	Policy    policyCommand    `cmd:"" help:"Check, show and try out the policy of evaluate."`
	Calibrate calibrateCommand `cmd:"" help:"Fit what fingerprints that are alike are worth to the devices of a project, and say how honest the confidence is."`
	Backup    backupCommand    `cmd:"" help:"Write a SQLite database to a file while servers use it, and check the file."`
	Restore   restoreCommand   `cmd:"" help:"Check a backup and put it where the database was."`
	Copy      copyCommand      `cmd:"" help:"Copy everything to an empty database of the other kind, ids unchanged."`
	Doctor    doctorCommand    `cmd:"" help:"Say what is missing or wrong with a server's settings, before it starts or while it runs."`
	CheckSite checkSiteCommand `cmd:"" help:"Find what a site has of the npm package rupt, and say what to do about it."`
	Version   versionCommand   `cmd:"" help:"Print the version."`
}

// environment is what a command needs of the process, so that tests can give it
// another.
type environment struct {
	context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the process at once.
	context.AfterFunc(ctx, stop)
	os.Exit(run(&environment{ctx, os.Stdin, os.Stdout, os.Stderr}, os.Args[1:]))
}

// run is the program; it returns the exit code.
func run(env *environment, args []string) int {
	if err := errors.Join(forgetEmpty(), readSecretFiles()); err != nil {
		return fail(env, err)
	}
	exit := -1
	parser, err := kong.New(&cli{},
		kong.Name("rupt"),
		kong.Description("Recognises devices, notices account sharing and settles it. https://github.com/openrupt/openrupt"),
		kong.Writers(env.stdout, env.stderr),
		kong.Exit(func(code int) { exit = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return fail(env, err)
	}
	command, err := parser.Parse(withHelp(args))
	if exit >= 0 {
		return exit // --help
	}
	if err != nil {
		return fail(env, err)
	}
	if err := command.Run(env); err != nil && !errors.Is(err, context.Canceled) {
		return fail(env, err)
	}
	return 0
}

// withHelp takes no command for a question, and help for one about what follows it; and
// --version for the command.
func withHelp(args []string) []string {
	switch {
	case len(args) == 0:
		return []string{"--help"}
	case args[0] == "help":
		return append(slices.Clone(args[1:]), "--help")
	case args[0] == "--version":
		return []string{"version"}
	}
	return args
}

// coded is an error with an exit code of its own.
type coded struct {
	error
	exit int
}

// Unwrap is the error itself.
func (e coded) Unwrap() error { return e.error }

// fail prints an error and returns the exit code.
func fail(env *environment, err error) int {
	exit := 1
	if own, ok := errors.AsType[coded](err); ok {
		exit = own.exit
	}
	var e *wire.Error
	switch {
	case errors.As(err, &e) && e.Param != "":
		fmt.Fprintf(env.stderr, "rupt: %s: %s\n", e.Param, e.Message)
	case errors.As(err, &e):
		fmt.Fprintln(env.stderr, "rupt:", e.Message)
	default:
		fmt.Fprintln(env.stderr, "rupt:", err)
	}
	return exit
}
