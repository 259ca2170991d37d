package main

import (
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/skip2/go-qrcode"
)

// greet tells a person at the terminal where everything is. The QR code is
// drawn in characters, to be scanned from the screen.
func (p *program) greet(w io.Writer) {
	short, full := p.public.JoinPath("s", "DEMO").String(), p.public.JoinPath("s", "DEMOFULL").String()
	var b strings.Builder
	fmt.Fprintf(&b, "\nHài Lòng đang chạy (is running).\n\n")
	if code, err := qrcode.New(short, qrcode.Medium); err == nil {
		b.WriteString(code.ToSmallString(false))
	}
	fmt.Fprintf(&b, "  Phiếu 60 giây (60-second form)  %s\n", short)
	fmt.Fprintf(&b, "  Phiếu đầy đủ  (full form)       %s\n", full)
	fmt.Fprintf(&b, "  Văn phòng     (office)          %s\n\n", p.public.JoinPath("office"))
	if !p.loopback() {
		fmt.Fprintf(&b, "  Điện thoại cùng mạng quét mã trên là trả lời được.\n  (A phone on the same network can scan the code and answer.)\n\n")
	}
	if !p.announced {
		how := "dừng rồi chạy (stop, then run)"
		if p.store.where.database() {
			how = "chạy (run)"
		}
		fmt.Fprintf(&b, "  Quên mật khẩu (password lost): %s hailong account password\n\n", how)
	}
	fmt.Fprintf(&b, "  Dừng (stop): Ctrl+C\n\n")
	io.WriteString(w, b.String())
}

// announce shows the first login, once.
func announce(w io.Writer, password string) {
	fmt.Fprintf(w, `
  Tài khoản quản trị, chỉ hiện lần này (first login, shown only now):
    tên đăng nhập (username)  %s
    mật khẩu      (password)  %s
`, firstUser, password)
}

// retract takes back a password that was shown, where another instance that
// started at the same moment has made the account with its own.
func retract(w io.Writer, shown bool) {
	if !shown {
		return
	}
	io.WriteString(w, `
  Mật khẩu vừa hiện ở trên KHÔNG dùng được: một máy khác vừa tạo tài khoản và hiện mật khẩu của nó.
  (The password above is NOT valid: another instance has just made the account and shows its own.)
`)
}

// loopback reports whether only this machine can reach the public address.
func (p *program) loopback() bool {
	host := p.public.Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
