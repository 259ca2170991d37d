// Package duty lets several instances on one store share the work that one of
// them must do: packing closed days, sweeping sessions. Who does it is settled
// by a claim, a record whose id only one of many racers can create; no lock is
// held and no record has two writers.
//
// A claim names a job and carries a growing number. Its holder renews it while
// it works and marks it at the end; one that was not renewed for a while belongs
// to a dead holder, and whoever creates the next number takes over. Clocks of
// different machines may differ by some seconds, not by minutes.
//
// A holder that was only asleep may wake up beside its successor. It notices at
// its next renewal and stops; until then both work, so a job must be one that
// does no harm when it is done twice. The package runs nothing by itself and
// knows no job.
package duty
