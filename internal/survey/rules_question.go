package survey

import (
	"fmt"
	"slices"
)

var kinds = []Kind{KindLevel, KindChoice, KindMulti, KindField, KindComment}

// question checks one question and remembers it for the conditions after it.
func (c *checking) question(path string, q *Question) {
	c.questionCode(path+".code", q)
	c.text(path+".text", q.Text)
	c.optional(path+".help", q.Help)
	switch q.Kind {
	case KindLevel:
		c.level(path, q)
	case KindChoice, KindMulti:
		c.options(path, q)
	}
	if slices.Contains(kinds, q.Kind) {
		c.strays(path, q)
	} else {
		c.report(path+".kind", "%q is not a kind; use level, choice, multi, field or comment", q.Kind)
	}
	c.max(path+".max", q)
	never := c.skip(path+".skip", q)
	if _, twice := c.asked[q.Code]; !twice {
		c.asked[q.Code] = asked{q, path, never}
	}
}

func (c *checking) questionCode(path string, q *Question) {
	fixed := map[Kind]string{KindField: FieldCode, KindComment: CommentCode}[q.Kind]
	earlier, twice := c.asked[q.Code]
	switch {
	case twice:
		c.report(path, "%q is the code of %s; give each question its own", q.Code, earlier.path)
	case fixed != "" && q.Code != fixed:
		c.report(path, "the code of a %s question is %s; write code: %s", q.Kind, fixed, fixed)
	case fixed != "":
	case slices.Contains(reserved, q.Code):
		c.report(path, "%q is reserved for the form itself; choose another code", q.Code)
	case !questionPattern.MatchString(q.Code):
		c.report(path, "%q is not a question code; use a capital, then up to 15 of A-Z, 0-9 and _", q.Code)
	}
}

func (c *checking) level(path string, q *Question) {
	c.optional(path+".na", q.NA)
	if q.Factor != "" {
		if _, known := c.factors[q.Factor]; !known {
			c.report(path+".factor", "there is no factor %q; declare it under factors or correct the code", q.Factor)
		} else {
			c.factors[q.Factor] = true
		}
	}
	if !q.Overall {
		return
	}
	if q.Factor != "" {
		c.report(path+".factor", "the overall question stays outside the index; remove factor or overall")
	}
	if c.overall != "" {
		c.report(path+".overall", "%s is the overall question already; keep one", c.overall)
	} else {
		c.overall = q.Code
	}
}

func (c *checking) options(path string, q *Question) {
	path += ".options"
	if n := len(q.Options); n < MinOptions || n > MaxOptions {
		c.report(path, "there are %d options; offer %d to %d", n, MinOptions, MaxOptions)
	}
	seen := map[string]bool{}
	for i, o := range q.Options {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case !codePattern.MatchString(o.Code):
			c.report(at+".code", "%q is not an option code; use 1 to 32 of a-z, 0-9, _ and -", o.Code)
		case seen[o.Code]:
			c.report(at+".code", "%q is the code of another option here; give each its own", o.Code)
		}
		seen[o.Code] = true
		c.text(at+".text", o.Text)
	}
}

// strays finds keys that mean nothing at the question's kind; left alone, the
// author would believe that they do something.
func (c *checking) strays(path string, q *Question) {
	keys := []struct {
		key   string
		set   bool
		kinds []Kind
	}{
		{"factor", q.Factor != "", []Kind{KindLevel}},
		{"overall", q.Overall, []Kind{KindLevel}},
		{"na", len(q.NA) > 0, []Kind{KindLevel}},
		{"options", len(q.Options) > 0, []Kind{KindChoice, KindMulti}},
		{"max", q.Max != 0, []Kind{KindMulti, KindComment}},
		{"totals", q.Totals, []Kind{KindChoice, KindMulti}},
		{"skip", q.Skip != nil, []Kind{KindLevel, KindChoice, KindMulti}},
	}
	for _, k := range keys {
		if k.set && !slices.Contains(k.kinds, q.Kind) {
			c.report(path+"."+k.key, "a %s question has no %s; remove it or change kind", q.Kind, k.key)
		}
	}
}

func (c *checking) max(path string, q *Question) {
	switch {
	case q.Kind == KindMulti && (q.Max < 1 || q.Max > len(q.Options)):
		c.report(path, "%d is not a number of options here; write 1 to %d", q.Max, len(q.Options))
	case q.Kind == KindComment && (q.Max < 1 || q.Max > MaxComment):
		c.report(path, "%d is not a length; allow 1 to %d characters", q.Max, MaxComment)
	}
}

// skip checks a condition and reports whether it holds in every case.
func (c *checking) skip(path string, q *Question) (never bool) {
	if q.Skip == nil || q.Kind == KindField || q.Kind == KindComment {
		return false
	}
	at, code := path+".question", q.Skip.Question
	gate, earlier := c.asked[code]
	switch {
	case code == "":
		c.report(at, "the condition names no question; write the code of an earlier choice question")
	case code == q.Code:
		c.report(at, "the question cannot skip itself; name an earlier choice question")
	case !earlier:
		c.report(at, "no earlier question is called %q; correct the code, or ask that question first", code)
	case !slices.Contains(kinds, gate.question.Kind): // reported there
	case gate.question.Kind != KindChoice:
		c.report(at, "%s is a %s question; only a choice question can be a condition", code, gate.question.Kind)
	default:
		if gate.never {
			c.report(at, "%s is itself always skipped; mend its condition or remove this one", code)
		}
		return c.skipOptions(path+".in", q.Skip.In, gate.question)
	}
	return false
}

func (c *checking) skipOptions(path string, in []string, gate *Question) (all bool) {
	if len(in) == 0 {
		c.report(path, "the condition lists no option of %s; list at least one", gate.Code)
	}
	listed := map[string]bool{}
	for i, code := range in {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case gate.Option(code) == 0:
			c.report(at, "%s has no option %q; correct the code", gate.Code, code)
		case listed[code]:
			c.report(at, "%q is listed twice; remove one", code)
		default:
			listed[code] = true
		}
	}
	if len(listed) == 0 || len(listed) < len(gate.Options) {
		return false
	}
	c.report(path, "every option of %s is listed, so nobody would be asked; leave one out", gate.Code)
	return true
}
