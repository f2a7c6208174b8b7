/** What became of closed candles and trades that were corrected: reads the tables of revisions, lists them, and tells which days they concern. */
package io.candlestream.tools.revisions;
