package core

import (
	"crypto/hmac"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"

	"github.com/openrupt/openrupt/internal/wire"
)

// A delivery id names one code on its way, for its carrier to say later what became of
// it: the challenge, when the code was sent, and a MAC that nobody else can make. It is
// its own credential: who quotes it was given it, in the mail or with the text message.
// It is lower-case letters and digits, since it stands in mail addresses, which not every
// mail server leaves as they are.
const (
	deliveryOf  = 12 // bytes of a challenge's id
	deliveryAt  = 6  // of a time in milliseconds
	deliveryMAC = 12
)

var deliveryCode = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// deliveryID names the code of a challenge that was sent then.
func (k *Keyring) deliveryID(challenge string, sent wire.Time) (string, error) {
	id, err := hex.DecodeString(challenge)
	if err != nil {
		return "", err
	}
	text := append(id, binary.BigEndian.AppendUint64(nil, uint64(sent))[8-deliveryAt:]...)
	mac, _ := k.sign(purposeDelivery, string(text))
	return deliveryCode.EncodeToString(append(text, mac[:deliveryMAC]...)), nil
}

// readDeliveryID is false for what no key of the ring made.
func (k *Keyring) readDeliveryID(id string) (challenge string, sent wire.Time, ok bool) {
	b, err := deliveryCode.DecodeString(id)
	if err != nil || len(b) != deliveryOf+deliveryAt+deliveryMAC {
		return "", 0, false
	}
	text, mac := b[:deliveryOf+deliveryAt], b[deliveryOf+deliveryAt:]
	for _, key := range k.keys {
		ok = hmac.Equal(k.macOf(key.derived[purposeDelivery], []string{string(text)})[:deliveryMAC], mac) || ok
	}
	at := append(make([]byte, 8-deliveryAt), text[deliveryOf:]...)
	return hex.EncodeToString(text[:deliveryOf]), wire.Time(binary.BigEndian.Uint64(at)), ok
}
