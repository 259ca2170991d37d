package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"hailong/internal/catalog"
	"hailong/internal/config"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

type checkCommand struct {
	Dir string `arg:"" optional:"" type:"path" help:"Folder of questionnaires to check. Default: those the service would use."`
}

// Run reads the questionnaires as serve would, prints every complaint on a line
// of its own, and otherwise what was found.
func (k checkCommand) Run(c *config.Config, io streams) error {
	if k.Dir != "" {
		c.Templates = k.Dir
	}
	if names := config.Unknown(os.Environ()); len(names) > 0 {
		return fmt.Errorf("unknown environment variable %s; see hailong --help for those that exist", strings.Join(names, ", "))
	}
	questionnaires, err := loadCatalog(c)
	if err != nil {
		return err
	}
	printCatalog(io, questionnaires)
	printConfig(io, c)
	return nil
}

func printCatalog(io streams, questionnaires *catalog.Catalog) {
	for _, t := range questionnaires.Templates() {
		fmt.Fprintf(io.out, "questionnaire %s: %d cells, languages %v", t.Ref(), len(t.Columns()), t.Langs)
		missing := slices.DeleteFunc(slices.Clone(page.Langs), func(l survey.Lang) bool { return slices.Contains(t.Langs, l) })
		if len(missing) > 0 {
			fmt.Fprintf(io.out, "; not in %v, who reads these is asked in %s", missing, t.Title.Spoken(missing[0]))
		}
		fmt.Fprintln(io.out)
	}
	for _, f := range questionnaires.Fields() {
		for _, l := range page.Langs {
			if f.Text[l] == "" {
				fmt.Fprintf(io.out, "service field %s: not in %s, shown in %s\n", f.Code, l, f.Text.Spoken(l))
			}
		}
	}
	fmt.Fprintf(io.out, "service fields: %d\n", len(questionnaires.Fields()))
}

// printConfig shows what is set, without what is secret.
func printConfig(io streams, c *config.Config) {
	password := "generated at the first start"
	if c.AdminPassword != "" {
		password = "set (not shown)"
	}
	database := "none: the embedded store"
	if c.MongoDBURI != "" {
		database = locationOf(c).String() + " (account not shown)"
	}
	public := c.PublicURL
	if public == "" {
		public = "this machine's address in the local network"
	}
	for _, line := range [][2]string{
		{"HAILONG_ADDR", c.Addr}, {"HAILONG_DATA_DIR", c.DataDir}, {"HAILONG_MONGODB_URI", database}, {"HAILONG_PUBLIC_URL", public},
		{"HAILONG_METRICS_ADDR", c.MetricsAddr}, {"HAILONG_TRUSTED_PROXIES", strings.Join(c.TrustedProxies, ",")},
		{"HAILONG_ADMIN_PASSWORD", password}, {"HAILONG_RATE_LIMIT", c.RateLimit},
		{"HAILONG_TEMPLATES", c.Templates}, {"HAILONG_LOG_LEVEL", c.LogLevel},
		{"HAILONG_BACKUP_DIR", cmp.Or(c.BackupDir, "none: no nightly backup")}, {"HAILONG_BACKUP_KEEP", strconv.Itoa(c.BackupKeep)},
		{"HAILONG_BACKUP_RECIPIENT", cmp.Or(c.BackupRecipient, "none: backups are not encrypted")},
	} {
		fmt.Fprintf(io.out, "%-24s %s\n", line[0], line[1])
	}
}
