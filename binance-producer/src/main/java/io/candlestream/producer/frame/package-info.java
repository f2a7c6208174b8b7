/**
 * Reads the exchange's messages. {@code FrameParser} has {@code KlineScanner} read a kline that is written as the exchange
 * writes it; whatever else comes it opens with {@code StrictJson}, and {@code Envelope} takes what stands around a kline.
 * The kline itself is {@code KlineFields}' either way; the result is a {@code Frame}: a {@code Kline}, an answer, a notice,
 * or a rejection with its cause.
 */
package io.candlestream.producer.frame;
