/**
 * The stored candles for people and for other programs: {@link io.candlestream.tools.candles.ListCommand} prints what there is of each
 * asset (a {@code Holding}), {@link io.candlestream.tools.candles.ExportCommand} writes rows into a {@code Target}. Both choose the stream.
 */
package io.candlestream.tools.candles;
