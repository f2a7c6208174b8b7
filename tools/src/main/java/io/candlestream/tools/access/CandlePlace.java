package io.candlestream.tools.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where candles are stored: a table, or a lake. */
public interface CandlePlace {
    /**
     * Those that {@code names} call by name or symbol, in their order; all when there are no names.
     *
     * @throws io.candlestream.runtime.settings.SettingsException when there is no such asset
     */
    List<Asset> assets(List<String> names);

    /** From the first closed candle of {@code asset} to its last one; empty when it has none. */
    Optional<AssetTable.Span> closed(Asset asset);

    /** The candles that open from {@code first} to {@code last}, both included, oldest first, read as they are asked for. */
    Iterable<StoredRow> candles(Asset asset, List<String> columns, Instant first, Instant last);

    /** The ranges that the exchange has confirmed as empty: from the first open time to the end, excluded; oldest first. */
    List<AssetTable.Span> empty(String symbol, String interval);
}
