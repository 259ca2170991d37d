package main

import (
	"net/url"
	"testing"
)

func TestAPersonIsToldThatTheReceiptWaitsForItsNight(t *testing.T) {
	c := serve(t, newDir(t))
	caller := newCaller(t, c.ready.Address)
	thanks := caller.fillIn("/s/DEMO", url.Values{"HL0": {"5"}})
	receipt := thanks.at.Query().Get("receipt")
	caller.get("/receipt/"+receipt).wants(t, 200, receipt, "đã được ghi nhận")
	caller.get("/receipt/"+receipt+".json").wants(t, 200, `"status": "waiting"`)
	c.stop()
}
