/**
 * The contract between producer and consumer: the topics' schemas read and checked ({@link RecordSchema}), the
 * exchange's intervals ({@link Interval}), the identity of a candle ({@link CandleId}), when it counts as written ({@link
 * KlineVersion}), and what a candle can hold ({@link
 * CandleValues}, {@link CandleTimes}); and how the records of other writers are read: what a field means ({@link Meaning}),
 * and its value as text ({@link AvroForm}).
 */
package io.candlestream.schema;
