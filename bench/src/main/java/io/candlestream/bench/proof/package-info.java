/**
 * Proves that a contender stored what was made: the {@link TableDigest} of the rows that the workload asks for, and that of
 * the rows in the table.
 */
package io.candlestream.bench.proof;
