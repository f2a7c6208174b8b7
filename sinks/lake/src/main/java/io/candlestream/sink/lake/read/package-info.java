/**
 * How rows of a lake are read, value by value without objects of their own ({@link io.candlestream.sink.lake.read.RowCells}), and how its past
 * is read block by block: a {@link io.candlestream.sink.lake.read.PastTable} knows its files and what times and symbols they hold, a {@link
 * io.candlestream.sink.lake.read.PastRead} reads those of a question into a {@link io.candlestream.sink.lake.read.PastBlock}.
 */
package io.candlestream.sink.lake.read;
