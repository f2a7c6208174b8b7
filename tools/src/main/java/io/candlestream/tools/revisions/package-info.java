/** What became of closed candles that were corrected: reads the table of revisions, lists it, and tells which days it concerns. */
package io.candlestream.tools.revisions;
