/**
 * What the commands print, of whatever stream: JSON, what a table has ({@code Holdings}), its rows as CSV or Parquet ({@code RowExport}), how it
 * compares ({@code StreamReport}) and the first differences, and the text fields of a record that may be damaged.
 */
package io.candlestream.tools.output;
