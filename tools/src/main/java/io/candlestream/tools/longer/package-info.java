/**
 * {@code history build}: longer candles made of the stored ones. {@code BuildCommand} reads the table once, {@code IntervalBuild} makes the
 * candles of one interval and says what is missing, a {@code LongerTable} has them written.
 */
package io.candlestream.tools.longer;
