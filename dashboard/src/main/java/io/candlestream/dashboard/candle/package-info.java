/**
 * What is drawn, without servers: {@link io.candlestream.dashboard.candle.Candle} is a row of the table, {@link
 * io.candlestream.dashboard.candle.Bars} makes bars of any interval of the {@link
 * io.candlestream.dashboard.candle.Ladder} from them, {@link io.candlestream.dashboard.candle.Gaps} says which slots were
 * missing and what became of them.
 */
package io.candlestream.dashboard.candle;
