/**
 * Reads the exchange's messages. {@code FrameParser} opens a text with {@code StrictJson}, {@code Envelope} takes what
 * stands around a kline, {@code KlineFields} the kline itself; the result is a {@code Frame}: a {@code Kline}, an answer, a
 * notice, or a rejection with its cause.
 */
package io.candlestream.producer.frame;
