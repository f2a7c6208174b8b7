/**
 * Closed candles as Parquet files, one a minute, in the layout {@code raw/} and {@code clean/} ({@code MinuteLayout}). A {@link
 * io.candlestream.minutes.MinuteCandle} is read from a stored row or from a row on its way; {@link io.candlestream.minutes.MinuteFiles}
 * gathers those of a minute, reads the minute's files, puts the newer candles into them ({@code MinuteFile}) and replaces what changed,
 * each file as a whole, in a {@link io.candlestream.minutes.MinuteFolder}: a folder of this machine, a bucket of S3, or what a sink brings.
 */
package io.candlestream.minutes;
