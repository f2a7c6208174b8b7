package io.candlestream.tools.recompute;

import io.candlestream.derive.metrics.CandleUpdate;
import io.candlestream.derive.metrics.CandleWindow;
import io.candlestream.derive.metrics.CandleWindow.Metrics;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.SlidingWindows;
import io.candlestream.tools.made.MadeTable;
import io.candlestream.tools.recompute.KlineUpdates.Update;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes metrics of what the topic of the klines holds, which may be more than the consumer knew when it made them; where it is less, what is
 * stored stays.
 */
final class MetricRecompute {
    static final MadeTable.Columns COLUMNS = MadeTable.Columns.of(
            "asset_name,interval,timestamp",
            "symbol,known_at,avg_price,min_price,max_price,current_price,volatility,total_usdt_volume,"
                    + "avg_sentiment,current_sentiment,ticks",
            Stream.empty());

    /** Of so many updates the windows fit into memory. */
    private static final long MOST = 20_000_000;

    private static final BigDecimal UNKNOWN = BigDecimal.ONE.negate();

    private final SlidingWindows time;
    private final Instant from;
    private final Instant to;
    private final Map<String, OfAsset> assets = new TreeMap<>();
    private long updates;

    private record OfAsset(String symbol, Map<Long, CandleWindow> windows) {}

    /** @param from the first moment of the windows that are made, {@code to} their end, excluded */
    MetricRecompute(SlidingWindows time, Instant from, Instant to) {
        this.time = time;
        this.from = from;
        this.to = to;
    }

    /** Reads the topic, and returns what it lacks, as {@link KlineUpdates#since} does. */
    Optional<Instant> read(KlineUpdates topic) {
        return topic.since(from, this::add);
    }

    private void add(Update update) {
        time.starts(update.time()).forEach(start -> add(start, update));
    }

    private void add(long start, Update update) {
        Instant begins = Instant.ofEpochMilli(start);
        if (begins.isBefore(from) || !begins.isBefore(to)) {
            return;
        }
        if (++updates > MOST) {
            throw new SettingsException("Cannot make metrics of more than " + MOST
                    + " updates at once (--from and --to choose a shorter time, --symbols fewer assets)");
        }
        assets.computeIfAbsent(update.asset(), asset -> new OfAsset(update.symbol(), new TreeMap<>()))
                .windows()
                .computeIfAbsent(start, begin -> new CandleWindow(begin, begin + time.lengthMillis()))
                .add(new CandleUpdate(
                        update.eventTime(),
                        update.openTime(),
                        update.closeTime(),
                        update.closed(),
                        update.lastTradeId(),
                        update.price(),
                        update.quoteVolume(),
                        update.takerBuyQuoteVolume().orElse(UNKNOWN)));
    }

    /** Writes all, and returns how many rows. */
    long write(MadeTable stored) {
        assets.forEach((name, asset) -> {
            asset.windows().forEach((start, window) -> stored.write(row(name, asset.symbol(), start, window)));
            stored.flush();
        });
        return stored.written();
    }

    private MadeTable.Row row(String asset, String symbol, long start, CandleWindow window) {
        Metrics metrics = window.metrics();
        return new MadeTable.Row(
                Arrays.asList(
                        asset,
                        time.code(),
                        Instant.ofEpochMilli(start),
                        symbol,
                        Instant.ofEpochMilli(metrics.knownAt()),
                        metrics.averagePrice(),
                        MadeTable.shortest(metrics.lowestPrice()),
                        MadeTable.shortest(metrics.highestPrice()),
                        MadeTable.shortest(metrics.currentPrice()),
                        MadeTable.real(metrics.volatility()),
                        MadeTable.shortest(metrics.volume()),
                        MadeTable.real(metrics.averageSentiment()),
                        MadeTable.real(metrics.currentSentiment()),
                        metrics.ticks()),
                Double.isNaN(metrics.currentSentiment()) && !Double.isNaN(metrics.averageSentiment()),
                window.version());
    }
}
