// Package identify decides which known device a print belongs to.
//
// The order is: an equal print, then the device of the browser's previous print,
// then the best of all candidates. Candidates are nominated by [BandKeys], which a
// store can index, so that the cost grows with candidates and not with devices;
// below some 50,000 prints scoring all of them is as good.
//
// It knows prints and nothing else: no accounts, no addresses, no streams.
package identify
