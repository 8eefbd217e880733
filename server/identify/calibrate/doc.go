// Package calibrate fits a [fingerprint.Model] to labelled pairs: what one device
// looked like twice, known to be one by what its browser kept and not by its looks.
//
// How often one device still agrees is counted in the pairs, by the time between; how
// often two devices agree, in prints of different ones. Temperature and curve make
// look-ups among half of the devices say what they are worth. The other half of the
// devices, of which the fit has seen nothing, says whether it did.
package calibrate
