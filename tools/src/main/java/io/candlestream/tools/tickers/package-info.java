/**
 * The stored tickers: {@link io.candlestream.tools.tickers.TickerProof} makes each of them again of the stored trades; {@code
 * TickerList} and {@code TickerExport} show them.
 */
package io.candlestream.tools.tickers;
