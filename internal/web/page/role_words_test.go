package page

import (
	"slices"
	"strings"
	"testing"

	"hailong/internal/staff"
)

func TestEveryRoleAndEveryActionHasWords(t *testing.T) {
	for _, role := range staff.Roles {
		if w := RoleIn(role); w.Name == "" || w.Line == "" || w.Name == string(role) {
			t.Errorf("role %s has the words %+v", role, w)
		}
	}
	known := map[staff.Action]bool{}
	for _, a := range abilities {
		if a.words == "" || known[a.action] {
			t.Errorf("action %d: words %q, or twice", a.action, a.words)
		}
		known[a.action] = true
	}
	for a := staff.ReadFigures; a <= staff.OwnAccount; a++ {
		if !known[a] {
			t.Errorf("action %d has no words", a)
		}
	}
	if line := RoleIn(staff.Admin).Line; !strings.Contains(line, "quản lý tài khoản, đơn vị; xem nhật ký") {
		t.Errorf("who administers is told %q", line)
	}
	if w := RoleIn("lạ"); w.Name != "lạ" {
		t.Errorf("an unknown role is called %q", w.Name)
	}
}

func TestAbilitiesAreThoseOfTheRule(t *testing.T) {
	clerk := Abilities(staff.Principal{Role: staff.Clerk, Unit: "x"})
	if !slices.Contains(clerk, "Nhập phiếu giấy") || slices.Contains(clerk, "Xem kết quả và tải báo cáo") {
		t.Errorf("a clerk is told %q", clerk)
	}
	if bound := Abilities(staff.Principal{Role: staff.City, Unit: "x"}); slices.Contains(bound, "So sánh các xã") {
		t.Error("who is bound to a unit is told to compare them")
	}
	if forced := Abilities(staff.Principal{Role: staff.Admin, MustChange: true}); len(forced) != 1 {
		t.Errorf("who must change the password is told %q", forced)
	}
}
