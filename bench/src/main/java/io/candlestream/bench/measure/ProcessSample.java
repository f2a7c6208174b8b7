package io.candlestream.bench.measure;

/**
 * What was counted at one moment.
 *
 * @param at by {@link System#nanoTime()}
 * @param writes that the table had taken; several rows of one partition may be one write
 * @param clientCpu seconds that the contender had used
 * @param serverCpu seconds that broker and Cassandra had used
 */
record ProcessSample(long at, long writes, double clientCpu, double serverCpu) {}
