package fingerprint

import (
	"slices"
	"strings"
)

// FontProbes are the fonts that the segments font.b0 to font.b7 look for. They
// are part of the layout: another list gives other prints. The script that measures
// them, collect/text.js, has the same list.
//
// Few well-chosen fonts say more than many arbitrary ones: twenty chosen greedily
// gave 7.95 bits on 10,000 Windows browsers, the usual list of 52 only 5.87.
var FontProbes = [8][]string{
	{ // core fonts of operating systems and their releases
		"Bahnschrift", "HoloLens MDL2 Assets", "Segoe Fluent Icons", "Leelawadee", "Geneva",
		"Galvji", "InaiMathi Bold", "Helvetica Neue", "Ubuntu", "Cantarell", "Roboto",
	},
	{ // Microsoft Office
		"MS Outlook", "MT Extra", "Century Gothic", "Haettenschweiler", "Kunstler Script",
		"Monotype Corsiva", "Arial Unicode MS", "Aptos",
	},
	{ // Adobe and design tools
		"ZWAdobeF", "Myriad Pro", "Minion Pro", "Swis721 BT", "Futura Bk BT", "AvantGarde Md BT",
	},
	{ // the web
		"Open Sans", "Lato", "Montserrat", "Poppins", "FontAwesome", "Source Sans Pro",
	},
	{ // developers
		"DejaVu Sans Mono", "Fira Code", "JetBrains Mono", "Cascadia Code", "Source Code Pro", "OpenSymbol",
	},
	{ // East Asian
		"MS Mincho", "Meiryo UI", "Gulim", "SimHei", "Microsoft JhengHei", "PingFang HK Light", "Noto Sans CJK JP",
	},
	{ // right-to-left and Indic
		"Microsoft Uighur", "Arabic Typesetting", "Levenim MT", "Nirmala UI", "Kohinoor Devanagari", "Lohit Devanagari",
	},
	{ // others
		"Noto Sans", "Noto Color Emoji", "Liberation Sans", "Papyrus", "Marlett", "Luminari", "Chakra Petch", "SF Pro",
	},
}

// fontBucket makes the encoder of a bucket: the installed ones of its probes, in
// their order. That none is installed is a value, too.
func fontBucket(bucket int) encoder {
	return func(raw string) [2]string {
		installed := strings.Split(raw, ",")
		for i, name := range installed {
			installed[i] = fold(name)
		}
		value := "fonts"
		for _, probe := range FontProbes[bucket] {
			if slices.Contains(installed, fold(probe)) {
				value += "," + probe
			}
		}
		return one(value)
	}
}
