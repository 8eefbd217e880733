// Package geo says where an IP address is, by a database file in the MaxMind format
// that an operator provides. OpenRupt ships none.
//
// Two shapes of records are read: the nested one of GeoIP2 and GeoLite2 City, and the
// flat one of the free databases that name their fields latitude, longitude, city and
// country_code.
package geo
