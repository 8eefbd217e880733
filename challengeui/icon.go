package challengeui

// icon is a line drawing that says nothing a text beside it does not.
func icon(name string) *Node {
	svg := el("svg", "icon").
		with("viewBox", "0 0 24 24").with("width", "24").with("height", "24").with("fill", "none").
		with("stroke", "currentColor").with("stroke-width", "1.75").with("stroke-linecap", "round").
		with("stroke-linejoin", "round").with("aria-hidden", "true").with("focusable", "false")
	if name == "back" {
		svg.Attrs[0].Value = "icon icon-back" // mirrored from right to left
	}
	return svg.add(el("path", "").with("d", drawing(name)))
}

// sign is an icon at the head of a screen.
func sign(name string) *Node { return el("div", "sign", icon(name)) }

func drawing(name string) string {
	switch name {
	case "mail":
		return "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM3.5 7.5 12 13l8.5-5.5"
	case "message":
		return "M5 5h14a1.5 1.5 0 0 1 1.5 1.5v8A1.5 1.5 0 0 1 19 16h-7l-4.5 3.5V16H5a1.5 1.5 0 0 1-1.5-1.5v-8A1.5 1.5 0 0 1 5 5ZM8 10.5h.01M12 10.5h.01M16 10.5h.01"
	case "mobile":
		return "M8.5 3h7A1.5 1.5 0 0 1 17 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 19.5v-15A1.5 1.5 0 0 1 8.5 3ZM11 18h2"
	case "tablet":
		return "M6.5 3h11A1.5 1.5 0 0 1 19 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19.5v-15A1.5 1.5 0 0 1 6.5 3ZM11 18h2"
	case "desktop":
		return "M5.5 5h13A1.5 1.5 0 0 1 20 6.5V15H4V6.5A1.5 1.5 0 0 1 5.5 5ZM2.5 18h19"
	case "check":
		return "m5 12.5 4.5 4.5L19 7.5"
	case "lock":
		return "M7 11h10a1.5 1.5 0 0 1 1.5 1.5v6A1.5 1.5 0 0 1 17 20H7a1.5 1.5 0 0 1-1.5-1.5v-6A1.5 1.5 0 0 1 7 11ZM8 11V8a4 4 0 0 1 8 0v3"
	case "clock":
		return "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM12 8v4.5l3 1.5"
	case "question":
		return "M9 9.5a3 3 0 1 1 4.2 2.75c-.75.32-1.2.95-1.2 1.75M12 17h.01M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Z"
	case "alert":
		return "M12 8v4.5M12 16h.01M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Z"
	case "globe":
		return "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM3.5 12h17M12 3.5c2.5 2.4 3.5 5.3 3.5 8.5s-1 6.1-3.5 8.5c-2.5-2.4-3.5-5.3-3.5-8.5s1-6.1 3.5-8.5Z"
	case "back":
		return "M14.5 6 8.5 12l6 6"
	case "close":
		return "m7 7 10 10M17 7 7 17"
	}
	return ""
}
