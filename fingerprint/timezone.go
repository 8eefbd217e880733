package fingerprint

func tzZone(raw string) [2]string { return words(raw) }
