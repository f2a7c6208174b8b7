/**
 * The stream of klines: {@link io.candlestream.consumer.kline.KlineDecoder} reads a record into a {@link
 * io.candlestream.consumer.kline.KlineRow}, {@link io.candlestream.consumer.kline.CandleCheck} rejects what cannot be a
 * candle, {@link io.candlestream.schema.KlineVersion} says which of two updates is the newer one. {@link
 * io.candlestream.consumer.kline.KlineStream} is all of it for the pipeline, and says which value stands in which column.
 * {@link io.candlestream.consumer.kline.FeatureStream} makes features of closed candles that are stored, by a {@link
 * io.candlestream.consumer.kline.FeatureDerivation} over each stretch of them, {@link
 * io.candlestream.consumer.kline.CorrelationStream} pairs them with those of one asset; {@link io.candlestream.consumer.kline.MetricStream} makes
 * metrics of all updates, in the {@link io.candlestream.consumer.window.SymbolWindows} of their time.
 */
package io.candlestream.consumer.kline;
