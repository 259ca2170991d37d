package main

import (
	"embed"
	"fmt"

	"hailong/internal/config"
)

// opsFiles are what an operator puts beside the program. They come with it, so that
// they are those of its version.
//
//go:embed ops
var opsFiles embed.FS

var opsNames = map[string]string{
	"systemd":   "ops/hailong.service",
	"caddy":     "ops/Caddyfile",
	"alerts":    "ops/alerts.yaml",
	"dashboard": "ops/dashboard.json",
}

type opsCommand struct {
	What string `arg:"" enum:"systemd,caddy,alerts,dashboard" help:"systemd: a unit with hardening. caddy: a reverse proxy with TLS. alerts: rules for Prometheus. dashboard: for Grafana."`
}

// Run prints a file for the operator.
func (o opsCommand) Run(_ *config.Config, io streams) error {
	text, err := opsFiles.ReadFile(opsNames[o.What])
	if err == nil {
		_, err = io.out.Write(text)
	}
	if err != nil {
		return fmt.Errorf("print %s: %w", o.What, err)
	}
	return nil
}
