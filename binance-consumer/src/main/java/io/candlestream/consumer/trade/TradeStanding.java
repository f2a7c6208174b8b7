package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Revisions.Standing;
import java.util.Optional;

/** What stands under the id of one trade, or of one aggregate trade, while versions of it come. */
final class TradeStanding {
    /** What the socket says of a trade so soon can only be new, milliseconds: it comes within a second. */
    private static final long SOON = 10_000;
    /** Ids between two rows that are read together, at most. */
    private static final long TOGETHER = 500;

    private Optional<TradeState> there;

    private TradeStanding(Optional<TradeState> there) {
        this.there = there;
    }

    static Standing<TradeRow, TradeRevisionRow> ofTrade(Optional<TradeState> there) {
        TradeStanding standing = new TradeStanding(there);
        return row -> standing.next(row, TradeState.of(row));
    }

    static Standing<AggTradeRow, TradeRevisionRow> ofAggregate(Optional<TradeState> there) {
        TradeStanding standing = new TradeStanding(there);
        return row -> standing.next(row.trade(), TradeState.of(row));
    }

    /** The id up to which rows are read together with that of {@code id}. */
    static long readTo(long id) {
        return id + TOGETHER;
    }

    /** Not what the socket says when the trade was just made, which is nearly all that ever comes. */
    static boolean mayReplace(TradeRow row) {
        return !row.isLive() || row.eventTime() - row.tradeTime() > SOON;
    }

    private Optional<TradeRevisionRow> next(TradeRow row, TradeState now) {
        if (there.isPresent() && now.version() <= there.get().version()) {
            return Optional.empty();
        }
        Optional<TradeRevisionRow> change = there.filter(before -> !before.saysTheSame(now))
                .map(before -> new TradeRevisionRow(row, before, now, System.currentTimeMillis()));
        there = Optional.of(now);
        return change;
    }
}
