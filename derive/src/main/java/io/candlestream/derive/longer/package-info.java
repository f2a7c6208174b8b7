/** Longer candles, made of shorter ones that are stored: {@link io.candlestream.derive.longer.LongerCandle} is the sum of them. */
package io.candlestream.derive.longer;
