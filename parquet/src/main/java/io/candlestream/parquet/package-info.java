/**
 * Rows as Parquet files. A {@link io.candlestream.parquet.ParquetColumn} names a column and its type; {@link
 * io.candlestream.parquet.ParquetWriter} lets Parquet's own encoders make pages of the values, gathers and compresses them ({@code
 * ColumnPages}) and writes the footer ({@code Footer}). The same rows are the same bytes: nothing of the time, the machine or the
 * version of this project is in a file. {@link io.candlestream.parquet.ParquetFile} reads such files back.
 */
package io.candlestream.parquet;
