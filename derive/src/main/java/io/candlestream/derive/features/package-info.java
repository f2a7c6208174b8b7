/**
 * What is made of closed candles: a {@link io.candlestream.derive.features.Feature} is one number by one formula over {@link
 * io.candlestream.derive.features.Candles}, without servers, Spark or a clock, so that every program makes the same.
 */
package io.candlestream.derive.features;
