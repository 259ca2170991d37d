package page

// OfficeAudit shows who did what.
type OfficeAudit struct {
	Office
	Actor   string
	Actions []Pick
	Events  []AuditLine
	// More is the number below which the next page begins; 0 is none.
	More int64
	// Count is the number of events in all, Head what stands for them.
	Count int64
	Head  string
	// Seal is the newest seal, number and hash; "" where there is none.
	Seal    string
	Checked AuditCheck
}

// AuditLine is one event.
type AuditLine struct {
	Seq                               int64
	When, Actor, Role, Action, Object string
	Detail                            []string
	Failed                            bool
}

// AuditCheck is what came of reading the whole chain.
type AuditCheck struct {
	Done  bool
	Count int64
	// Broken is the first event that is not as it was written; 0 is none.
	Broken int64
}

// Chosen is the value of the action that the log is narrowed to.
func (p *OfficeAudit) Chosen() string {
	for _, a := range p.Actions {
		if a.Chosen {
			return a.Value
		}
	}
	return ""
}

// Fingerprint is the head in groups of four, to be read out and written down.
func (p *OfficeAudit) Fingerprint() string { return grouped(p.Head, 4) }

func grouped(s string, n int) string {
	var out []byte
	for i := range len(s) {
		if i > 0 && i%n == 0 {
			out = append(out, ' ')
		}
		out = append(out, s[i])
	}
	return string(out)
}

// OfficeAudit renders the log.
func (s *Set) OfficeAudit(p OfficeAudit) (Rendered, error) {
	p.Title, p.Here = "Nhật ký", "/office/audit"
	return s.office("office_audit", &p.Office, &p)
}
