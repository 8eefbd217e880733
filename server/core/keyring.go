package core

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
)

// Keyring holds the server's secret keys. The first one signs and seals; the others
// still verify and open what they made, so that keys can be replaced.
type Keyring struct {
	keys []masterKey
	// hash is SHA-256; a test counts how often it is begun.
	hash func() hash.Hash
}

type masterKey struct {
	id      string
	derived map[string][]byte
}

// What keys are derived for. Nothing made for one purpose is accepted for another.
const (
	purposeCode        = "code"
	purposeSession     = "session"
	purposeToken       = "token"
	purposeSeal        = "seal"
	purposeDestination = "destination"
	purposeDelivery    = "delivery"
	purposeMark        = "mark"
)

var purposes = []string{purposeCode, purposeSession, purposeToken, purposeSeal, purposeDestination, purposeDelivery, purposeMark}

// NewKeyring makes a keyring of secrets of at least 32 bytes, the current one first.
func NewKeyring(secrets ...[]byte) (*Keyring, error) {
	if len(secrets) == 0 {
		return nil, errors.New("core: a keyring needs a key")
	}
	k := &Keyring{hash: sha256.New}
	for _, secret := range secrets {
		if len(secret) < 32 {
			return nil, errors.New("core: a key must have at least 32 bytes")
		}
		m := masterKey{derived: map[string][]byte{}}
		for _, p := range purposes {
			d, err := hkdf.Key(sha256.New, secret, nil, "openrupt "+p, 32)
			if err != nil {
				return nil, err
			}
			m.derived[p] = d
		}
		sum := sha256.Sum256(append([]byte("openrupt key id "), secret...))
		m.id = hex.EncodeToString(sum[:4])
		k.keys = append(k.keys, m)
	}
	return k, nil
}

// sign returns the MAC of the parts under the current key, and that key's id.
func (k *Keyring) sign(purpose string, parts ...string) (mac []byte, keyID string) {
	return k.macOf(k.keys[0].derived[purpose], parts), k.keys[0].id
}

// verify compares in constant time. An unknown key id costs the same and fails.
func (k *Keyring) verify(purpose, keyID string, mac []byte, parts ...string) bool {
	key, known := k.keys[0], false
	for _, c := range k.keys {
		if c.id == keyID {
			key, known = c, true
		}
	}
	return hmac.Equal(k.macOf(key.derived[purpose], parts), mac) && known
}

// macOf separates the parts, so that moving a byte from one to the next changes it.
func (k *Keyring) macOf(key []byte, parts []string) []byte {
	h := hmac.New(k.hash, key)
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return h.Sum(nil)
}

// seal encrypts text for the outbox. bound is what it belongs to, and must be given
// again to open it.
func (k *Keyring) seal(random io.Reader, text, bound string) ([]byte, error) {
	aead, err := k.keys[0].aead()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, err
	}
	return aead.Seal(nonce, nonce, []byte(text), []byte(bound)), nil
}

var errSealed = errors.New("core: sealed text cannot be opened with the keys at hand")

// open decrypts what seal made under any key of the ring.
func (k *Keyring) open(sealed []byte, bound string) (string, error) {
	for _, key := range k.keys {
		aead, err := key.aead()
		if err != nil {
			return "", err
		}
		if n := aead.NonceSize(); len(sealed) >= n {
			if text, err := aead.Open(nil, sealed[:n], sealed[n:], []byte(bound)); err == nil {
				return string(text), nil
			}
		}
	}
	return "", errSealed
}

func (m masterKey) aead() (cipher.AEAD, error) {
	block, err := aes.NewCipher(m.derived[purposeSeal])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// jwtMAC signs as HS256 says: the text alone, without separators.
func (k *Keyring) jwtMAC(signed, keyID string) []byte {
	for _, c := range k.keys {
		if c.id == keyID {
			h := hmac.New(sha256.New, c.derived[purposeToken])
			h.Write([]byte(signed))
			return h.Sum(nil)
		}
	}
	return nil
}

func (k *Keyring) jwtVerify(signed, keyID string, mac []byte) bool {
	want := k.jwtMAC(signed, keyID)
	return want != nil && hmac.Equal(want, mac)
}

// pseudonym stands for an address where only equality matters. It is made with the
// current key, so that replacing the key forgets who was who.
func (k *Keyring) pseudonym(address string) string {
	mac, _ := k.sign(purposeDestination, address)
	return hex.EncodeToString(mac[:12])
}
