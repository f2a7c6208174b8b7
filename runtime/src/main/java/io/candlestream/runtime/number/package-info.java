/** Doubles of a table as the decimal numbers that they stand for ({@link io.candlestream.runtime.number.ShortestDecimal}). */
package io.candlestream.runtime.number;
