package io.candlestream.producer.kline;

import io.candlestream.history.RestApi;
import io.candlestream.history.RestKlines;
import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Continuity;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.FastPath;
import io.candlestream.ingest.channel.PastEvents;
import io.candlestream.ingest.channel.TopicTailState;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.RejectedException;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * The klines of one interval: the updates of candles.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Kline/Candlestick Streams for UTC".
 */
public final class KlineChannel implements Channel<Kline> {
    private final Interval interval;
    private final String exchange;
    private final AssetNames names;
    private final RestApi rest;
    private final Map<String, KlineContinuity> continuities = new ConcurrentHashMap<>();

    /**
     * @param exchange part of every candle's identity
     * @param rest where candles that were missed are fetched from
     */
    public KlineChannel(Interval interval, String exchange, AssetNames names, RestApi rest) {
        this.interval = interval;
        this.exchange = exchange;
        this.names = names;
        this.rest = rest;
    }

    /** Stream names are lower-case but for the interval: {@code 1m} is a minute, {@code 1M} a month. */
    @Override
    public String subscription(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@kline_" + interval.code();
    }

    @Override
    public Set<String> eventTypes() {
        return Set.of(KlineReader.TYPE);
    }

    @Override
    public Kline parse(EventJson json) throws RejectedException, IOException {
        return KlineReader.parse(json);
    }

    @Override
    public Optional<FastPath<Kline>> fastPath() {
        return Optional.of(KlineReader::scan);
    }

    @Override
    public boolean carries(Kline kline) {
        return kline.interval() == interval;
    }

    @Override
    public EventEncoder<Kline> encoder(Schema schema) {
        return new KlineEncoder(schema, exchange, names);
    }

    @Override
    public String interval() {
        return interval.code();
    }

    @Override
    public Optional<Continuity<Kline>> continuity(String symbol) {
        return Optional.of(continuityOf(symbol));
    }

    private KlineContinuity continuityOf(String symbol) {
        return continuities.computeIfAbsent(symbol, name -> new KlineContinuity(name, interval));
    }

    @Override
    public Optional<TopicTailState> tailState(Schema schema, Collection<String> symbols, long now, Duration reported) {
        long latest = interval.endOf(interval.openOf(now));
        return Optional.of(new KlineTailState(schema, interval, symbols, this::continuityOf, latest, reported));
    }

    @Override
    public Optional<EventHistory<Kline>> history(LongSupplier latest) {
        return Optional.of(new KlineHistory(new RestKlines(rest, interval, latest), interval, this::continuityOf));
    }

    @Override
    public Optional<PastEvents<Kline>> past(PastEvents.Request wanted) {
        return Optional.of(KlinePast.of(wanted, rest, interval));
    }

    @Override
    public String events() {
        return "candles";
    }
}
