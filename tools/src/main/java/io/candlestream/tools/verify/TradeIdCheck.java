package io.candlestream.tools.verify;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.StoredRow;
import java.util.Objects;
import java.util.Optional;

/**
 * Follows the trade ids of an asset's rows: a candle with first id f, last id L and n trades has L - f + 1 = n, and the next
 * candle begins with L + 1. Rows from REST and files have ids only where the producer's chain knows them; where a row with
 * trades has none, or -1, they are unknown, and the chain begins again behind it.
 */
final class TradeIdCheck {
    private final Interval interval;
    private Optional<Link> before = Optional.empty();
    private long brokenAtHoles;

    TradeIdCheck(Interval interval) {
        this.interval = interval;
    }

    /** The column that does not continue the chain and what it should hold; empty when the chain holds. */
    Optional<CandleColumns.Value> take(StoredRow row) {
        if (!row.has("last_trade_id")
                || row.isNull("first_trade_id")
                || row.isNull("last_trade_id")
                || (row.number("first_trade_id") == Candle.NO_TRADE && row.number("trades") != 0)) {
            before = Optional.empty();
            return Optional.empty();
        }
        long open = Objects.requireNonNull(row.time("timestamp")).toEpochMilli();
        long first = row.number("first_trade_id");
        if (first == Candle.NO_TRADE) {
            before = before.map(link -> new Link(interval.endOf(open), link.nextTrade()));
            return Optional.empty();
        }
        long last = row.number("last_trade_id");
        Optional<Link> previous = before;
        before = Optional.of(new Link(interval.endOf(open), last + 1));
        if (last - first + 1 != row.number("trades")) {
            return Optional.of(CandleColumns.Value.of("last_trade_id", last, first + row.number("trades") - 1));
        }
        return previous.filter(link -> link.nextTrade() != first).flatMap(link -> broken(link, open, first));
    }

    /** Behind a hole the numbers may go on elsewhere. */
    private Optional<CandleColumns.Value> broken(Link link, long open, long first) {
        if (link.end() != open) {
            brokenAtHoles++;
            return Optional.empty();
        }
        return Optional.of(CandleColumns.Value.of("first_trade_id", first, link.nextTrade()));
    }

    /** How often the numbers did not continue where rows are missing. */
    long brokenAtHoles() {
        return brokenAtHoles;
    }

    /**
     * Where the chain stands.
     *
     * @param end when the newest candle ended, epoch milliseconds
     * @param nextTrade the trade with which the next one has to begin
     */
    private record Link(long end, long nextTrade) {}
}
