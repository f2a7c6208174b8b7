package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges.VersionedRow;
import java.util.List;
import java.util.Optional;

/**
 * The revisions of trades, or of aggregate trades. A version that is older than what stands leaves none when it comes late: it never stood
 * there.
 *
 * @param table the name of the table that holds them
 */
record TradeRevisions(TradeType type, String table, Kept kept) implements Revisions<TradeRow, TradeRevisionRow> {
    private static final long serialVersionUID = 1;
    /** What the socket says of a trade so soon can only be new, milliseconds: it comes within a second. */
    private static final long SOON = 10_000;
    /** Ids between two rows that are read together, at most. */
    private static final long TOGETHER = 500;

    @Override
    public RowLayout<TradeRevisionRow> layout() {
        return TradeRevisionRow.layout(type, table);
    }

    @Override
    public List<String> columns() {
        return TradeState.columns(type);
    }

    /** A trade never becomes another one by itself, as an open candle does. */
    @Override
    public boolean counts(TradeRow row) {
        return true;
    }

    /** Not what the socket says when the trade was just made, which is nearly all that ever comes. */
    @Override
    public boolean mayReplace(TradeRow row) {
        return !row.isLive() || row.eventTime() - row.tradeTime() > SOON;
    }

    @Override
    public long to(long id) {
        return id + TOGETHER;
    }

    @Override
    public Standing<TradeRow, TradeRevisionRow> standing(Optional<VersionedRow> stored) {
        return new OfTrade(stored.map(row -> TradeState.of(row, type)));
    }

    private static final class OfTrade implements Standing<TradeRow, TradeRevisionRow> {
        private Optional<TradeState> there;

        OfTrade(Optional<TradeState> there) {
            this.there = there;
        }

        @Override
        public Optional<TradeRevisionRow> next(TradeRow row) {
            TradeState now = TradeState.of(row);
            if (there.isPresent() && now.version() <= there.get().version()) {
                return Optional.empty();
            }
            Optional<TradeRevisionRow> change = there.filter(before -> !before.saysTheSame(now))
                    .map(before -> new TradeRevisionRow(row, before, now, System.currentTimeMillis()));
            there = Optional.of(now);
            return change;
        }
    }
}
