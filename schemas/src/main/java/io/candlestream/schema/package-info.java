/**
 * The contract between producer and consumer: {@code assets.avsc} read and checked ({@link AssetSchema}), the
 * exchange's intervals ({@link Interval}), the identity of a candle ({@link CandleId}), and what a candle can hold ({@link
 * CandleValues}, {@link CandleTimes}).
 */
package io.candlestream.schema;
