package geo

import "math"

// Place is where an address is.
type Place struct {
	// Latitude and Longitude are in degrees.
	Latitude  float64
	Longitude float64
	// Radius is within how many kilometres of there the address is; 0 where the
	// database does not say.
	Radius float64
	// City is its English name, "" when not known.
	City string
	// Country is its ISO 3166-1 code, "" when not known.
	Country string
}

// String is a name for people: "Berlin, DE", or less when less is known.
func (p Place) String() string {
	if p.City != "" && p.Country != "" {
		return p.City + ", " + p.Country
	}
	return p.City + p.Country
}

// earthRadius in kilometres, the mean.
const earthRadius = 6371.0

// Distance is how many kilometres two places are apart at least: along the great
// circle, less both radii.
func (p Place) Distance(q Place) float64 {
	rad := func(degrees float64) float64 { return degrees * math.Pi / 180 }
	half := func(angle float64) float64 { s := math.Sin(angle / 2); return s * s }
	h := half(rad(q.Latitude-p.Latitude)) + math.Cos(rad(p.Latitude))*math.Cos(rad(q.Latitude))*half(rad(q.Longitude-p.Longitude))
	return max(0, 2*earthRadius*math.Asin(math.Sqrt(min(h, 1)))-p.Radius-q.Radius)
}
