package report

import "hailong/internal/survey"

// ChannelName returns what a channel is called in the tables.
func ChannelName(c survey.Channel) survey.Text {
	for _, n := range channelNames {
		if n.code == string(c) {
			return n.text
		}
	}
	return unnamed
}
