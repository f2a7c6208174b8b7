package io.candlestream.tools.trades;

import io.candlestream.history.PastTrade;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/** One symbol's trades, passed once from the first to the last: those of archive files. */
final class KnownTrades implements TradeSource {
    private final Iterator<PastTrade> trades;
    private Optional<PastTrade> ahead;
    private OptionalLong passed = OptionalLong.empty();

    /** @param trades in the order of their ids */
    KnownTrades(Iterator<PastTrade> trades) {
        this.trades = trades;
        this.ahead = next();
    }

    private Optional<PastTrade> next() {
        return trades.hasNext() ? Optional.of(trades.next()) : Optional.empty();
    }

    private void pass() {
        passed = ahead.stream().mapToLong(PastTrade::id).findFirst();
        ahead = next();
    }

    @Override
    public Optional<PastTrade> trade(long id) {
        while (ahead.filter(trade -> trade.id() < id).isPresent()) {
            pass();
        }
        return ahead.filter(trade -> trade.id() == id);
    }

    @Override
    public OptionalLong firstAt(long time) {
        while (ahead.filter(trade -> trade.time() < time).isPresent()) {
            pass();
        }
        return ahead.stream().mapToLong(PastTrade::id).findFirst();
    }

    @Override
    public OptionalLong lastBefore(long time) {
        firstAt(time);
        return passed;
    }
}
