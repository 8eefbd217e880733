package wire

// DeliveryStatus is what a carrier says of a code that it had taken.
type DeliveryStatus struct {
	// Status is failed, or one of its synonyms undelivered, undeliverable, rejected,
	// bounced and expired. Every other word changes nothing.
	Status string `json:"status"`
	// Reason is the carrier's number for why, such as 5.1.1, for the server's log.
	Reason string `json:"reason,omitempty"`
}

// TwilioStatus is Twilio's status callback, as far as it is looked at. It is a form.
type TwilioStatus struct {
	// MessageStatus is failed or undelivered; every other word changes nothing.
	MessageStatus string `json:"MessageStatus"`
	// ErrorCode is Twilio's number for why.
	ErrorCode string `json:"ErrorCode,omitempty"`
}
