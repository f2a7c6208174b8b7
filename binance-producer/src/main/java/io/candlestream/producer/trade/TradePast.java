package io.candlestream.producer.trade;

import io.candlestream.history.LookAhead;
import io.candlestream.history.PastTrade;
import io.candlestream.history.PastTrades;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestPastTrades;
import io.candlestream.history.RestTrades;
import io.candlestream.history.archive.ArchiveTrades;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import io.candlestream.ingest.channel.PastEvents;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trades of the past as events of their channel. Their ids follow each other, so what a source leaves out is a gap.
 *
 * @param reportedAt when they count as told, whatever the source says
 */
record TradePast(PastTrades trades, EventSource source, Optional<Instant> reportedAt) implements PastEvents<Trade> {
    private static final Logger log = LoggerFactory.getLogger(TradePast.class);

    static TradePast of(Request wanted, RestApi rest) {
        return wanted.files()
                .map(folder ->
                        new TradePast(files(folder, wanted.symbols()), EventSource.ARCHIVE, wanted.correctedAt()))
                .orElseGet(() -> new TradePast(
                        new RestPastTrades(new RestTrades(rest), wanted.confirm()),
                        EventSource.REST,
                        wanted.correctedAt()));
    }

    private static PastTrades files(Path folder, List<String> symbols) {
        try {
            ArchiveTrades trades = ArchiveTrades.in(folder);
            trades.require(symbols);
            trades.check(symbols);
            trades.notes().forEach(log::warn);
            return trades;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    @Override
    public Iterator<Trade> between(String symbol, long from, long to, OptionalLong next, Consumer<Gap> missing) {
        OptionalLong first = next.isPresent() ? next : trades.firstAt(symbol, from);
        return new Unbroken(trades.trades(symbol, from, to, first), first, from, missing);
    }

    @Override
    public String describe(long position) {
        return "trade " + position;
    }

    /** Tells of each id that is left out, or is that of a trade which cannot be. */
    private final class Unbroken extends LookAhead<Trade> {
        private final Iterator<PastTrade> told;
        private final Consumer<Gap> missing;
        private OptionalLong next;
        private long time;
        private Optional<Trade> refused = Optional.empty();

        Unbroken(Iterator<PastTrade> told, OptionalLong first, long from, Consumer<Gap> missing) {
            this.told = told;
            this.next = first;
            this.time = from;
            this.missing = missing;
        }

        @Override
        protected Optional<Trade> find() {
            while (told.hasNext()) {
                Trade trade = event(told.next());
                if (trade.isPossible()) {
                    missingUntil(trade, trade.id());
                    next = OptionalLong.of(trade.id() + 1);
                    time = trade.time();
                    refused = Optional.empty();
                    return Optional.of(trade);
                }
                if (refused.isEmpty()) {
                    log.warn(
                            "No trade can be so, and its id counts as missing, as those behind it that cannot be: {}",
                            trade);
                }
                next = OptionalLong.of(next.orElse(trade.id()));
                refused = Optional.of(trade);
            }
            refused.ifPresent(last -> missingUntil(last, last.id() + 1));
            return Optional.empty();
        }

        private Trade event(PastTrade past) {
            return Trade.ofHistory(
                    reportedAt.map(when -> past.reportedAt(when.toEpochMilli())).orElse(past), source);
        }

        private void missingUntil(Trade trade, long end) {
            if (next.isPresent() && next.getAsLong() < end) {
                missing.accept(new Gap(
                        trade.symbol(),
                        next.getAsLong(),
                        end,
                        Optional.of(new Times(Math.min(time, trade.time()), trade.time() + 1)),
                        Cause.BACKFILL,
                        System.currentTimeMillis()));
            }
        }
    }
}
