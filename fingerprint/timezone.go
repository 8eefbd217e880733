package fingerprint

import (
	"slices"
	"strings"
)

// tzZone folds the aliases of a zone: which of its names a browser gives depends
// on its version and on whether it follows ICU or the IANA database.
func tzZone(raw string) [2]string {
	zone := fold(raw)
	if !isZone(zone) {
		return [2]string{}
	}
	return one(zoneAlias(zone))
}

// isZone accepts names such as "america/st_johns", "etc/gmt+5" and "+05:30".
func isZone(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !isDigit(c) && c != '/' && c != '_' && c != '-' && c != '+' && c != ':' {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

// zoneAlias is the present IANA name of a zone, in lower case.
func zoneAlias(zone string) string {
	for _, line := range zoneAliases {
		if !strings.Contains(line, zone) {
			continue
		}
		name, aliases, _ := strings.Cut(line, ": ")
		if slices.Contains(strings.Split(aliases, " "), zone) {
			return name
		}
	}
	return zone
}

// zoneAliases are the present names, each with those that it had before, that ICU
// still gives, or that operating systems are set to.
var zoneAliases = [...]string{
	"africa/asmara: africa/asmera",
	"africa/cairo: egypt",
	"america/adak: america/atka us/aleutian",
	"america/anchorage: us/alaska",
	"america/argentina/buenos_aires: america/buenos_aires",
	"america/argentina/catamarca: america/argentina/comodrivadavia america/catamarca",
	"america/argentina/cordoba: america/cordoba america/rosario",
	"america/argentina/jujuy: america/jujuy",
	"america/argentina/mendoza: america/mendoza",
	"america/atikokan: america/coral_harbour",
	"america/chicago: us/central",
	"america/denver: america/shiprock navajo us/mountain",
	"america/detroit: us/michigan",
	"america/edmonton: canada/mountain",
	"america/halifax: canada/atlantic",
	"america/havana: cuba",
	"america/indiana/indianapolis: america/fort_wayne america/indianapolis us/east-indiana",
	"america/indiana/knox: america/knox_in us/indiana-starke",
	"america/jamaica: jamaica",
	"america/kentucky/louisville: america/louisville",
	"america/los_angeles: us/pacific",
	"america/manaus: brazil/west",
	"america/mexico_city: mexico/general",
	"america/new_york: us/eastern",
	"america/nuuk: america/godthab",
	"america/phoenix: us/arizona",
	"america/rio_branco: america/porto_acre brazil/acre",
	"america/santiago: chile/continental",
	"america/sao_paulo: brazil/east",
	"america/st_johns: canada/newfoundland",
	"america/st_thomas: america/virgin",
	"america/tijuana: america/ensenada america/santa_isabel mexico/bajanorte",
	"america/toronto: america/montreal canada/eastern",
	"america/vancouver: canada/pacific",
	"america/winnipeg: canada/central",
	"asia/ashgabat: asia/ashkhabad",
	"asia/dhaka: asia/dacca",
	"asia/ho_chi_minh: asia/saigon",
	"asia/hong_kong: hongkong",
	"asia/jerusalem: asia/tel_aviv israel",
	"asia/kathmandu: asia/katmandu",
	"asia/kolkata: asia/calcutta",
	"asia/macau: asia/macao",
	"asia/makassar: asia/ujung_pandang",
	"asia/nicosia: europe/nicosia",
	"asia/seoul: rok",
	"asia/shanghai: asia/chongqing asia/chungking asia/harbin prc",
	"asia/singapore: singapore",
	"asia/taipei: roc",
	"asia/tehran: iran",
	"asia/thimphu: asia/thimbu",
	"asia/tokyo: japan",
	"asia/ulaanbaatar: asia/choibalsan asia/ulan_bator",
	"asia/urumqi: asia/kashgar",
	"asia/yangon: asia/rangoon",
	"atlantic/faroe: atlantic/faeroe",
	"atlantic/reykjavik: iceland",
	"australia/adelaide: australia/south",
	"australia/brisbane: australia/queensland",
	"australia/broken_hill: australia/yancowinna",
	"australia/darwin: australia/north",
	"australia/hobart: australia/currie australia/tasmania",
	"australia/lord_howe: australia/lhi",
	"australia/melbourne: australia/victoria",
	"australia/perth: australia/west",
	"australia/sydney: australia/act australia/canberra australia/nsw",
	"etc/utc: +00:00 etc/gmt etc/gmt+0 etc/gmt-0 etc/gmt0 etc/greenwich etc/uct etc/universal etc/zulu gmt gmt+0 gmt-0 gmt0 greenwich uct universal utc zulu",
	"europe/chisinau: europe/tiraspol",
	"europe/dublin: eire",
	"europe/istanbul: asia/istanbul turkey",
	"europe/kyiv: europe/kiev europe/uzhgorod europe/zaporozhye",
	"europe/lisbon: portugal",
	"europe/london: europe/belfast gb gb-eire",
	"europe/moscow: w-su",
	"europe/warsaw: poland",
	"pacific/auckland: nz",
	"pacific/chatham: nz-chat",
	"pacific/chuuk: pacific/truk pacific/yap",
	"pacific/honolulu: pacific/johnston us/hawaii",
	"pacific/kanton: pacific/enderbury",
	"pacific/pago_pago: pacific/samoa us/samoa",
	"pacific/pohnpei: pacific/ponape",
}
