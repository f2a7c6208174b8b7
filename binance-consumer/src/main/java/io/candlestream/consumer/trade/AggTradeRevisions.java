package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges.VersionedRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The revisions of aggregate trades. A version that is older than what stands leaves none when it comes late: it never stood there.
 *
 * @param table the name of the table that holds them
 */
record AggTradeRevisions(String table, Kept kept) implements Revisions<AggTradeRow, TradeRevisionRow> {
    private static final long serialVersionUID = 1;
    private static final List<String> COLUMNS = Stream.concat(
                    Stream.of(AggTradeFields.CLUSTERING_KEY), TradeState.AGGREGATE_COLUMNS.stream())
            .toList();

    @Override
    public RowLayout<TradeRevisionRow> layout() {
        return TradeRevisionRow.layout("agg_trade_revisions", table, AggTradeFields.CLUSTERING_KEY);
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    /** A trade never becomes another one by itself, as an open candle does. */
    @Override
    public boolean counts(AggTradeRow row) {
        return true;
    }

    @Override
    public boolean mayReplace(AggTradeRow row) {
        return TradeStanding.mayReplace(row.trade());
    }

    @Override
    public long to(long id) {
        return TradeStanding.readTo(id);
    }

    @Override
    public Standing<AggTradeRow, TradeRevisionRow> standing(Optional<VersionedRow> stored) {
        return TradeStanding.ofAggregate(stored.map(TradeState::ofAggregate));
    }
}
