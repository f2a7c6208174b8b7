/**
 * Klines of the public archive, read by their bytes: {@link io.candlestream.loader.archive.ArchiveMonths} finds the files of each
 * month, {@link io.candlestream.loader.archive.KlineBytes} reads one into {@link io.candlestream.loader.archive.CandleArrays}.
 */
package io.candlestream.loader.archive;
