// Package population simulates devices and what happens to them, for benchmarks and for
// tests of what is fitted to many devices.
package population
