/**
 * Candles of the table for other programs: {@link io.candlestream.tools.export.ExportCommand} writes rows as {@link
 * io.candlestream.tools.export.CsvRows} into a {@link io.candlestream.tools.export.Target}.
 */
package io.candlestream.tools.export;
