/**
 * Compares the table with what the exchange said: the {@link Proof}, its {@link Verdict}. The
 * values of closed candles are judged by the code of {@code verify}, and a drill or demo ends with {@code verify} itself
 * ({@link StoredCandles#comparedWith}).
 */
package io.candlestream.sandbox.proof;
