/**
 * Finds what is missing of a stream and fetches it. {@code GapRepair} stands between the connections and the publisher. {@code
 * ContinuityWatch} shows every event to its symbol's continuity; what stays missing is a gap. Gaps wait in the {@code
 * RepairQueue} of the {@code GapRepairer}, which asks the venue, publishes the events, and puts a {@code GapReport} on the
 * stream of gaps ({@code GapRecords}); {@code EmptyRanges} are not asked for again. {@code SilentSymbols} asks what was missed that no
 * event has shown yet. At start {@code StartupRecovery} learns from the ends of the topics ({@code GapLog}) where the run before stopped.
 * {@code BackfilledGaps} does the same for a backfill.
 */
package io.candlestream.ingest.repair;
