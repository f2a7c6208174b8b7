package io.candlestream.tools.verify;

/**
 * A stretch of the grid.
 *
 * @param first the first open time, epoch milliseconds
 * @param last the last open time, included
 */
record Stretch(long first, long last) {}
