// Package sse holds the event streams of devices open (Server-Sent Events).
//
// Events are rows of the outbox. Each stream reads what it has not sent yet when it
// opens, when it is woken and with every heartbeat; a lost wake-up only delays an
// event, and Last-Event-ID replays what a broken connection missed. Nothing is queued
// in memory, so a slow reader costs a write deadline and no more.
package sse
