/**
 * What is drawn, without servers: {@link io.candlestream.dashboard.candle.ChartCandle} is a row of the table, {@link
 * io.candlestream.dashboard.candle.Bars} makes bars of any interval of the {@link
 * io.candlestream.dashboard.candle.IntervalChoices} from them, {@link io.candlestream.dashboard.candle.ChartGaps} says which slots were
 * missing and what became of them.
 */
package io.candlestream.dashboard.candle;
