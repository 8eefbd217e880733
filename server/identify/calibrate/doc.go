// Package calibrate fits a [fingerprint.Model] to labelled pairs: what one device
// looked like twice, known to be one by what its browser kept and not by its looks.
//
// How often one device still agrees is counted in the pairs, by the time between; how
// often two devices agree, in prints of different ones; and what groups of segments say
// twice is learnt from both. Temperature and curve make look-ups among half of the
// devices say what they are worth. The other half of the devices, of which the fit has
// seen nothing, says whether it did.
//
// The weights that are shipped are fitted by the same steps, to devices that are made up.
package calibrate
