package opinion

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A roll finds the names of a staff list in a text: the whole name, its last two
// words, or the last one after a word by which people are called.
//
// In the whole name marks and capitals mean nothing. Shorter ones are also
// common words ("Hải Long" is "hài lòng", a satisfied person), so there a mark
// may be missing but not wrong, unless the word has a capital; and what is a word
// of the language is none when it is not written like a name.
type roll struct {
	// byLast are the names by their last word.
	byLast map[string][][]word
}

func newRoll(names []Name) *roll {
	r := &roll{byLast: make(map[string][][]word)}
	for _, name := range names {
		if words := wordsOf(look(norm.NFC.String(string(name))).text); len(words) > 0 {
			last := words[len(words)-1].base
			r.byLast[last] = append(r.byLast[last], words)
		}
	}
	return r
}

func (r *roll) find(v view) []span {
	var found []span
	words := wordsOf(v.text)
	done := 0
	for i := range words {
		n := 0
		for _, name := range r.byLast[words[i].base] {
			n = max(n, v.name(words, i, name))
		}
		if n > 0 && words[i-n+1].from >= done {
			found = append(found, span{words[i-n+1].from, words[i].to, signStaff})
			done = words[i].to
		}
	}
	return found
}

// name returns how many words up to the i-th are the name of somebody.
func (v view) name(words []word, i int, name []word) int {
	if n := len(name); n > 2 && i >= n-1 && v.held(words[i-n+1:i+1]) && bases(words[i-n+1:i+1]...) == bases(name...) {
		return n
	}
	if !is(words[i], name[len(name)-1]) {
		return 0
	}
	if pair := max(i-1, 0); len(name) > 1 && i > 0 && v.held(words[pair:i+1]) && is(words[pair], name[len(name)-2]) && !v.common(words, pair, i) {
		return 2
	}
	if v.called(words[:i+1]) && !v.common(words, i-1, i) && !v.common(words, i, i) {
		return 1
	}
	return 0
}

// is reports whether a word of a text may be one of a name.
func is(w, name word) bool { return w.means(name) || w.capital && w.base == name.base }

// nameGaps are the signs inside a name or a title: Y-Ban, H'Mông, đ/c.
var nameGaps = []string{".", "-", "_", "/", "'", "’"}

// held reports whether nothing but blanks, or one sign, stands between words.
func (v view) held(list []word) bool {
	for i := 1; i < len(list); i++ {
		gap := v.text[list[i-1].to:list[i].from]
		blank := gap != "" && len(gap) <= mostGap && strings.Trim(gap, " ") == ""
		if !blank && !slices.Contains(nameGaps, gap) {
			return false
		}
	}
	return true
}

// titles are the words by which people are called, and those of offices.
var titles = phrasesOf(`anh, chị, ông, bà, cô, chú, em, bác, cậu, thầy, bạn, sếp, dì, đồng chí, đ c, đc, dc, cán bộ, cb,
	nhân viên, nv, công chức, chuyên viên, lãnh đạo, chủ tịch, ct, phó chủ tịch, bí thư, trưởng phòng, phó phòng, giám đốc, phó giám đốc`)

// called reports whether a title stands before the last word. Who writes the
// marks of a name writes those of a title, so "ba ý" calls nobody.
func (v view) called(words []word) bool {
	at := len(words) - 1
	careless := words[at].capital || words[at].bare()
	for _, t := range titles {
		if n := len(t); at >= n && v.held(words[at-n:]) && titled(words[at-n:at], t, careless) {
			return true
		}
	}
	return false
}

func titled(list, title []word, careless bool) bool {
	for i, w := range list {
		if !w.exact(title[i]) && (!careless || !w.means(title[i])) {
			return false
		}
	}
	return true
}

// common reports whether two words next to each other are a word of the language,
// and the one of them that could be a name is not written like one.
func (v view) common(words []word, first, name int) bool {
	if first < 0 || first+1 >= len(words) || words[name].capital || !v.held(words[first:first+2]) {
		return false
	}
	return commons[bases(words[first:first+2]...)]
}

// commons are pairs that look like a name, or like a title with one, without
// their marks.
var commons = setOf(`hai long, an toan, an can, an tam, anh em, anh hung, anh minh, anh huong, ba con, ba ba, ba lan, ba nam, ba ngay,
	ba quy, ba thang, ba tuan, bac si, ban be, ban dan, binh dan, binh dang, binh thuong, chi em, chi phi, chi tiet, chi dan, chinh dang,
	chinh quyen, chinh sach, chinh xac, chu dao, chu trong, chu y, chu nhat, chung thuc, co ban, co don, co duc, co giao, co hoi, co
	hieu, co le, co loi, co tam, co the, co tinh, cong an, cong bang, cong chung, cong chuc, cong dan, cong khai, cong tac, cong tam,
	cong viec, dan chu, dung gio, dung hen, dung muc, duc do, em be, giang day, hang hoa, hanh chinh, hien dai, hien hau, hien hoa,
	hien lanh, hieu biet, hieu qua, hoa dong, hoa nha, hoa don, hoan thanh, hoai nghi, huong dan, khanh thanh, lam viec, lan sau,
	lan truoc, lien he, linh dong, linh hoat, loan xa, ly do, mai moi, minh bach, my quan, nam nay, nam nu, ngoc nghech, nhan dan,
	nhan ho, nhan ket, nhan vien, nhung nhieu, phong ban, phu hop, phuc vu, phuong an, phuong phap, phuong thuc, quang cao, quy dinh,
	quy trinh, quyen han, quyen loi, quyet dinh, quyet toan, quyet liet, sang suot, son sang, tai lieu, tam huyet, tan tam, tan tinh,
	tan tuy, thang nay, thang truoc, thanh cong, thanh lich, thanh tra, thanh thao, thanh toan, thao tac, thao vat, thao luan,
	thien chi, thinh thoang, thoa dang, thoai mai, thong cam, thong tin, thu gon, thu ly, thu ngan, thu phi, thu tien, thu tuc,
	thuan loi, thuan tien, thuy loi, tien ich, tien loi, tinh tao, toan bo, toan dan, trang trong, trang thiet, trinh bay, trong
	sach, trung binh, trung thuc, tu phap, tu tin, tu van, tu te, tuan nay, tuan truoc, tuyen duong, tuyen truyen, tuyet voi, van hoa,
	van ban, van minh, van phong, viet nam, vinh du, vinh quang, vui ve, xuan sac, y kien, y te, y thuc, yen tam, ninh giang`)
