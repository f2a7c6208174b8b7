/**
 * How much of one answer by REST is believed: its length ({@link io.candlestream.history.answer.BoundedBody}), its rows
 * ({@link io.candlestream.history.answer.KlineRowCheck}), its silence about candles ({@link io.candlestream.history.answer.Slots}) and
 * its time ({@link io.candlestream.history.answer.ServerClock}).
 */
package io.candlestream.history.answer;
