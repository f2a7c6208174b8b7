/**
 * The contract between producer and consumer: {@code assets.avsc} read and checked ({@link AssetSchema}), the
 * exchange's intervals ({@link Interval}) and the identity of a candle ({@link CandleId}).
 */
package io.candlestream.schema;
