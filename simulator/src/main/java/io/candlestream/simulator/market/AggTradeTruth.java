package io.candlestream.simulator.market;

import java.util.List;

/** The aggregate trades that an exchange has told so far, as far as it tells any. Any thread may ask. */
public interface AggTradeTruth {
    /** Those of {@code symbol}, in the order of their ids. */
    List<MarketAggTrade> said(String symbol);
}
