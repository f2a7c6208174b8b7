/**
 * The sink that stores closed candles as Parquet files, one a minute, in the layout of {@link io.candlestream.minutes}. {@link
 * io.candlestream.sink.minutes.MinutesWriter} on each executor hands the closed candles of a task over; {@link
 * io.candlestream.sink.minutes.MinutesSink} on the driver puts those of a whole batch into the files of their minutes, so that no two
 * tasks meet in one file. A repeated batch changes no byte. {@link io.candlestream.sink.minutes.HadoopFolder} is a place in HDFS.
 */
package io.candlestream.sink.minutes;
