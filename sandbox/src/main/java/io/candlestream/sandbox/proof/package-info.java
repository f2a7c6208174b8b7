/**
 * Holds the table against what the exchange says: the {@link Proof} with what is {@link ExpectedRow}, its {@link Verdict}. The
 * values of closed candles are judged by the code of {@code verify}, and each drill and demo ends with {@code verify} itself
 * ({@link CandleTable#comparedWith}).
 */
package io.candlestream.sandbox.proof;
