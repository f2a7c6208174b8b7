package io.candlestream.producer.kline;

import io.candlestream.history.Candle;
import io.candlestream.history.History;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestHistory;
import io.candlestream.history.RestKlines;
import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.PastEvents;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Klines of the past as events of their channel.
 *
 * @param reportedAt when they count as told, whatever the source says
 */
record KlinePast(History history, EventSource source, Optional<Instant> reportedAt) implements PastEvents<Kline> {
    private static final Logger log = LoggerFactory.getLogger(KlinePast.class);
    private static final Duration CLOCK_GRACE = Duration.ofMinutes(1);

    static KlinePast of(Request wanted, RestApi rest, Interval interval) {
        return wanted.files()
                .map(folder -> new KlinePast(
                        files(folder, interval, wanted.symbols()), EventSource.ARCHIVE, wanted.correctedAt()))
                .orElseGet(() -> new KlinePast(rest(rest, interval, wanted), EventSource.REST, wanted.correctedAt()));
    }

    /** What opens after this machine's now is not asked for, so nothing can be over that ends much later. */
    private static History rest(RestApi rest, Interval interval, Request wanted) {
        LongSupplier latest = () -> System.currentTimeMillis() + CLOCK_GRACE.toMillis();
        return new RestHistory(new RestKlines(rest, interval, latest), wanted.confirm(), wanted.settling());
    }

    private static History files(Path folder, Interval interval, List<String> symbols) {
        try {
            ArchiveKlines klines = ArchiveKlines.in(folder, interval);
            klines.require(symbols);
            klines.check(symbols);
            klines.notes().forEach(log::warn);
            return klines;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    /** A hole between candles can be a halt of trading, so none counts as missing. */
    @Override
    public Iterator<Kline> between(String symbol, long from, long to, OptionalLong next, Consumer<Gap> missing) {
        Iterator<Candle> candles = history.candles(symbol, next.orElse(from), to);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(candles, Spliterator.ORDERED), false)
                .map(candle -> reportedAt
                        .map(time -> candle.reportedAt(time.toEpochMilli()))
                        .orElse(candle))
                .map(candle -> new Kline(candle, true, source))
                .iterator();
    }
}
