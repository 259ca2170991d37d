package print

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

func TestTheMinutesHoldWhatIsKnown(t *testing.T) {
	got := text(t, made(t, func(w io.Writer) error { return Opening(w, boxMinutes()) }))
	for _, want := range []string{
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN", "XÃ NINH GIANG", "Ninh Giang, ngày",
		"BIÊN BẢN MỞ HÒM PHIẾU", "2026-W48-01", "Số 0001 đến 0200", "180", "Số phiếu phát ra", "Số phiếu thu về", "Số phiếu không thu về",
		"Số phiếu hợp lệ", "Số phiếu không hợp lệ", "Số phiếu hỏng", "Niêm phong nguyên vẹn", "MTTQ", "NGƯỜI LẬP BIÊN BẢN", "NGƯỜI CHỦ TRÌ",
		"Trung tâm Phục vụ hành chính công xã Ninh Giang",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the minutes lack %q; they hold\n%s", want, got)
		}
	}
}

func TestWhatIsNotKnownIsWrittenByHand(t *testing.T) {
	m := Minutes{Printed: afternoon}
	d, err := opening(&m)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults(d, 9) {
		t.Error(fault)
	}
	if got := wordsOn(d); strings.Contains(got, "0000") || strings.Contains(got, "()") || strings.Contains(got, blank) {
		t.Errorf("the minutes hold\n%s", got)
	}
}

func TestTheSignaturesStandBelowTheLastSentence(t *testing.T) {
	for name, typed := range hostile {
		m := boxMinutes()
		m.Unit.Name, m.Unit.Authority, m.Place.Name = both(typed, ""), both(typed, ""), both(typed, "")
		m.Office, m.Batch = typed, typed
		d, err := opening(&m)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, fault := range faults(d, 9) {
			t.Errorf("%s: %s", name, fault)
		}
		last := d.pages[len(d.pages)-1]
		got := wordsOn(&document{pages: []page{last}})
		if !strings.Contains(got, "Biên bản kết thúc") || !strings.Contains(got, "NGƯỜI CHỦ TRÌ") {
			t.Errorf("%s: the last page holds\n%s", name, got)
		}
		runTool(t, "qpdf", "--check", saved(t, "minutes.pdf", made(t, d.write)))
	}
}

func TestWrongMinutesAreAnErrorAndNothingIsWritten(t *testing.T) {
	m := boxMinutes()
	m.From = 300
	for want, m := range map[string]Minutes{
		"numbers 300 to 200, 180 handed out: want a range": m,
		"no date of printing":                              {},
	} {
		var b bytes.Buffer
		if err := Opening(&b, m); err == nil || err.Error() != "print minutes: "+want || b.Len() > 0 {
			t.Errorf("got %d bytes and %v, want %q", b.Len(), err, want)
		}
	}
}

func TestSentencesWithBlanksBreakBetweenWords(t *testing.T) {
	st := official(serif, 13)
	for _, s := range []string{"Hôm nay, hồi _ giờ _ phút, ngày _ tháng _ năm ___, tại: Trung tâm", "Phòng Văn hóa - Xã hội _ giữ", "_", "______"} {
		for _, w := range []float64{30, 60, 163} {
			for _, line := range st.broken(s, w) {
				if len(line.spans) > 1 && line.width > w+20 {
					t.Errorf("%q in %g: a line is %g wide", s, w, line.width)
				}
				for _, p := range line.spans {
					if dash(p.text) {
						t.Errorf("%q in %g: a dash stands alone", s, w)
					}
				}
			}
		}
	}
}
