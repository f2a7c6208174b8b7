/**
 * The commands of a lake: {@code compact}, {@code expire}, {@code nightly}, {@code check}, {@code certify} and {@code rows}. {@link
 * io.candlestream.sink.lake.command.Compaction} sorts the rows of finished days and months ({@link
 * io.candlestream.sink.lake.command.SortedRuns}) into files that are read fast ({@link io.candlestream.sink.lake.command.MergedFiles}). {@link io.candlestream.sink.lake.command.LakeLoad} brings months of the past, in the
 * same files. {@code candles} and {@code past} tell other programs of ours what a lake holds.
 */
package io.candlestream.sink.lake.command;
