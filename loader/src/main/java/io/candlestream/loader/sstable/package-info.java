/**
 * Files as Cassandra itself writes them. {@link io.candlestream.loader.sstable.TableDefinition} is the table as the live node
 * describes it, {@link io.candlestream.loader.archive.CandlePartition} what a symbol's month holds, {@link
 * io.candlestream.loader.sstable.MonthWriter} puts partitions into one file, {@link io.candlestream.loader.sstable.WrittenFile} checks the
 * file against the table before anybody reads it.
 */
package io.candlestream.loader.sstable;
