package catalog

import (
	"errors"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxDepth bounds the nesting before the parser sees it: the parser calls
// itself for every level, and no recover saves a program that ran out of stack.
// A template needs seven levels.
const maxDepth = 20

// maxTokens bounds the time that the parser takes, which grows with the square
// of the keys in a mapping. Our longest template has under 5000 tokens.
const maxTokens = 1 << 15

// parse returns the one document of a file, or nil and at least one complaint.
func parse(f *file) (root ast.Node) {
	if len(f.complaints) > 0 {
		return nil
	}
	var tokens token.Tokens
	defer func() {
		// The library panics on some malformed input; a bad file must not stop
		// the server from saying which file it was.
		if p := recover(); p != nil {
			f.complainAt(1, "", "the file cannot be read as YAML: %v", p)
			root = nil
		}
	}()
	tokens = lexer.Tokenize(string(f.source))
	if !bounded(f, tokens) {
		return nil
	}
	// Repeated keys are allowed here because decode reports all of them.
	doc, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		syntax(f, tokens, err)
		return nil
	}
	return only(f, doc)
}

// syntax reports what the parser stumbled over.
func syntax(f *file, tokens token.Tokens, err error) {
	at, message := &token.Position{Line: 1}, err.Error()
	var cause yaml.Error
	if errors.As(err, &cause) {
		message = cause.GetMessage()
		if t := cause.GetToken(); t != nil && t.Position != nil {
			at = t.Position
		}
	}
	f.complainAt(at.Line, keyBefore(tokens, at), "%s", message)
}

// only returns the body of the file's single document.
func only(f *file, doc *ast.File) ast.Node {
	switch {
	case len(doc.Docs) == 0 || len(doc.Docs) == 1 && doc.Docs[0].Body == nil:
		f.complainAt(0, "", "the file is empty; write a template or remove it")
		return nil
	case isDirective(doc.Docs[0].Body): // the library makes it a document of its own
		f.complainAt(lineOf(doc.Docs[0].Body), "", "directives (%%) are not allowed; remove the line")
		return nil
	case len(doc.Docs) > 1:
		f.complainAt(startLine(doc.Docs[1]), "", "a second document begins here; put it in a file of its own")
		return nil
	}
	return doc.Docs[0].Body
}

func isDirective(n ast.Node) bool {
	_, ok := n.(*ast.DirectiveNode)
	return ok
}

func startLine(d *ast.DocumentNode) int {
	switch {
	case d.Start != nil:
		return d.Start.Position.Line
	case d.Body != nil:
		return lineOf(d.Body)
	}
	return 1
}

// bounded refuses a file that would cost the parser too much.
func bounded(f *file, tokens token.Tokens) bool {
	if len(tokens) > maxTokens {
		f.complainAt(tokens[maxTokens].Position.Line, "", "the file goes on after %d words and signs; a questionnaire is far shorter", maxTokens)
		return false
	}
	if t := tooDeep(tokens); t != nil {
		f.complainAt(t.Position.Line, keyBefore(tokens, t.Position), "this is nested deeper than %d levels; a template is not", maxDepth)
		return false
	}
	return true
}

// tooDeep returns the first token beyond maxDepth. It counts brackets, and the
// dashes and question marks that open a level each without an indented line.
func tooDeep(tokens token.Tokens) *token.Token {
	flow, run := 0, 0
	for _, t := range tokens {
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow--
		}
		switch t.Type {
		case token.SequenceEntryType, token.MappingKeyType, token.MappingValueType, token.TagType, token.AnchorType:
			run++
		default:
			run = 0
		}
		if flow > maxDepth || run > maxDepth {
			return t
		}
	}
	return nil
}

// keyBefore returns the last key before a place: the best name for where the
// file is not YAML and has no path.
func keyBefore(tokens token.Tokens, at *token.Position) string {
	key := ""
	for i, t := range tokens {
		if t.Position.Line > at.Line || t.Position.Line == at.Line && t.Position.Column >= at.Column {
			break
		}
		if t.Type == token.MappingValueType && i > 0 && tokens[i-1].Type == token.StringType {
			key = tokens[i-1].Value
		}
	}
	return key
}
