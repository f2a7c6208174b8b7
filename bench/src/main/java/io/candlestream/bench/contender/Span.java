package io.candlestream.bench.contender;

/**
 * When a contender worked, by its own output.
 *
 * @param rows how many it read
 * @param start by {@link System#nanoTime()}
 * @param end by {@link System#nanoTime()}
 */
public record Span(long rows, long start, long end) {}
