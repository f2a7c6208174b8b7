/**
 * All that knows the kline's columns: {@link io.candlestream.consumer.kline.KlineDecoder} reads a record's fields into an
 * {@link io.candlestream.consumer.kline.AssetRow}, {@link io.candlestream.consumer.kline.WriteTime} gives it its write
 * time, {@link io.candlestream.consumer.kline.CandleCheck} refuses what cannot be a candle, {@link
 * io.candlestream.consumer.kline.AssetColumns} says where each value goes. {@link
 * io.candlestream.consumer.kline.Klines} offers it all to the pipeline.
 */
package io.candlestream.consumer.kline;
