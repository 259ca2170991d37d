package publish

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// run runs a program on this machine and returns what it wrote. Where the
// program is missing the test is skipped, or fails where HAILONG_TEST_REQUIRE=1
// says that it must be there.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("HAILONG_TEST_REQUIRE") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, said.Bytes())
	}
	return string(out)
}

func saved(t *testing.T, name string, b []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// extracted is the text of a PDF with one blank between words.
func extracted(t *testing.T, file string) string {
	t.Helper()
	return strings.Join(strings.Fields(run(t, "pdftotext", "-layout", file, "-")), " ")
}

func TestTheSheetsSayWhatTheReportSays(t *testing.T) {
	for name, i := range issues(t) {
		f := facted(t, i)
		for _, code := range []string{"niem-yet-a4", "niem-yet-a3", "hop-thon"} {
			file := saved(t, "in.pdf", made(t, code, i))
			run(t, "qpdf", "--check", file)
			s := extracted(t, file)
			for _, want := range []string{f.period, voluntary, day(i.Locked), "hailong-1", "không so sánh", strings.TrimSuffix(f.edition(), "."), number(f.n) + " phiếu"} {
				if want == "0 phiếu" && code != "hop-thon" {
					want = "chưa có phiếu trả lời nào"
				}
				if !strings.Contains(strings.ToLower(s), strings.ToLower(want)) {
					t.Errorf("%s of %s lacks %q:\n%s", code, name, want, s)
				}
			}
			figures := figuresHold(t, s, i)
			if f.state == enough && figures < 1+len(f.factors) || f.state != enough && figures > 0 {
				t.Errorf("%s of %s has %d figures:\n%s", code, name, figures, s)
			}
			if n := strings.Count(run(t, "pdfinfo", file), "Pages:           1"); n != 1 {
				t.Errorf("%s of %s is not one page", code, name)
			}
		}
	}
}

func TestNoNamePushesTheSmallPrintOffTheSheets(t *testing.T) {
	for _, s := range hostile {
		i := usual(t)
		i.Edition, i.Report.Excluded = 12, 12
		i.Report.Unit.Name, i.Report.Unit.Authority, i.Words = vi(s), vi(s), Words{s, s, s}
		for n := range i.Report.Channels {
			i.Report.Channels[n].Name = vi(s)
		}
		for _, code := range []string{"niem-yet-a4", "hop-thon"} {
			got := extracted(t, saved(t, "in.pdf", made(t, code, i)))
			for _, want := range []string{"83,93%", "40 phiếu", voluntary, "Không tính 12 phiếu", "05/01/2027", "đính chính lần 11"} {
				if !strings.Contains(got, want) {
					t.Errorf("with %.40q %s lacks %q:\n%s", s, code, want, got)
				}
			}
		}
	}
}

func TestTheCodeOfTheNoticeLeadsToTheResults(t *testing.T) {
	i := usual(t)
	file := saved(t, "in.pdf", made(t, "niem-yet-a4", i))
	run(t, "pdftoppm", "-r", "150", "-png", "-singlefile", file, file)
	if got := strings.TrimSpace(run(t, "zbarimg", "--quiet", "--raw", file+".png")); got != resultsAddress {
		t.Errorf("the code holds %q, want %q", got, resultsAddress)
	}
}

func TestAWordProcessorOpensTheDocuments(t *testing.T) {
	i := usual(t)
	for code, want := range map[string]string{
		"ban-tin-docx":  "Chỉ số hài lòng chung là tám mươi ba phẩy chín mươi ba phần trăm.",
		"bai-viet-docx": "Tiếp nhận, xử lý góp ý, phản ánh, kiến nghị 58,33% (ít phiếu)",
	} {
		file := saved(t, "in.docx", made(t, code, i))
		run(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(filepath.Dir(file), "profile"), "--headless", "--convert-to", "pdf", "--outdir", filepath.Dir(file), file)
		if s := extracted(t, strings.TrimSuffix(file, "docx")+"pdf"); !strings.Contains(s, want) {
			t.Errorf("%s lacks %q:\n%s", code, want, s)
		}
	}
}
