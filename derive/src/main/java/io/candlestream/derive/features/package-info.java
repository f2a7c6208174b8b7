/**
 * What is made of closed candles: a {@link io.candlestream.derive.features.Feature} is one number by one formula over {@link
 * io.candlestream.derive.features.Candles}, without servers, Spark or a clock, so that every program makes the same. A {@link
 * io.candlestream.derive.features.FeatureWindow} makes rows of them, of stored candles that have versions. A {@link
 * io.candlestream.derive.features.PairFeature} is a number that two assets make together, a {@link
 * io.candlestream.derive.features.PairWindow} makes the rows of those.
 */
package io.candlestream.derive.features;
