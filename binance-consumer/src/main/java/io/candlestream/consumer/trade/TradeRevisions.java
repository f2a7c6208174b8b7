package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges.VersionedRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The revisions of trades. A version that is older than what stands leaves none when it comes late: it never stood there.
 *
 * @param table the name of the table that holds them
 */
record TradeRevisions(String table, Kept kept) implements Revisions<TradeRow, TradeRevisionRow> {
    private static final long serialVersionUID = 1;
    private static final List<String> COLUMNS = Stream.concat(
                    Stream.of(TradeFields.CLUSTERING_KEY), TradeState.COLUMNS.stream())
            .toList();

    @Override
    public RowLayout<TradeRevisionRow> layout() {
        return TradeRevisionRow.layout("trade_revisions", table, TradeFields.CLUSTERING_KEY);
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    /** A trade never becomes another one by itself, as an open candle does. */
    @Override
    public boolean counts(TradeRow row) {
        return true;
    }

    @Override
    public boolean mayReplace(TradeRow row) {
        return TradeStanding.mayReplace(row);
    }

    @Override
    public long to(long id) {
        return TradeStanding.readTo(id);
    }

    @Override
    public Standing<TradeRow, TradeRevisionRow> standing(Optional<VersionedRow> stored) {
        return TradeStanding.ofTrade(stored.map(TradeState::ofTrade));
    }
}
