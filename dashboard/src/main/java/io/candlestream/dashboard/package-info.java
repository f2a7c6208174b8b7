/**
 * The live page: {@link io.candlestream.dashboard.Dashboard} builds it. Package {@code table} reads Cassandra, {@code candle}
 * makes bars of what it reads, {@code chart} pages them and tells viewers what changes, {@code health} asks producer and
 * consumer how they are, {@code web} serves all that and the page itself, whose files are in {@code resources/page}.
 */
package io.candlestream.dashboard;
