package io.candlestream.producer.trade;

import io.candlestream.history.RestApi;
import io.candlestream.history.RestTrades;
import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Continuity;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.FastPath;
import io.candlestream.ingest.channel.PastEvents;
import io.candlestream.ingest.channel.TopicTailState;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.RejectedException;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * The trades.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md, "Trade Streams".
 */
final class TradeChannel implements Channel<Trade> {
    /** By how much, in milliseconds, a trade may be ahead of what is known of the exchange's time. */
    private static final long LEAD = 10_000;

    private final RestApi rest;
    private final Map<String, TradeContinuity> continuities = new ConcurrentHashMap<>();

    /** @param rest where trades that were missed are fetched from */
    TradeChannel(RestApi rest) {
        this.rest = rest;
    }

    @Override
    public String subscription(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@trade";
    }

    @Override
    public Set<String> eventTypes() {
        return Set.of(TradeReader.TYPE);
    }

    @Override
    public Trade parse(EventJson json) throws RejectedException, IOException {
        return TradeReader.parse(json);
    }

    @Override
    public Optional<FastPath<Trade>> fastPath() {
        return Optional.of(TradeReader::scan);
    }

    @Override
    public EventEncoder<Trade> encoder(Schema schema) {
        return new TradeEncoder(schema);
    }

    @Override
    public Optional<Continuity<Trade>> continuity(String symbol) {
        return Optional.of(continuityOf(symbol));
    }

    private TradeContinuity continuityOf(String symbol) {
        return continuities.computeIfAbsent(symbol, TradeContinuity::new);
    }

    @Override
    public Optional<TopicTailState> tailState(Schema schema, Collection<String> symbols, long now) {
        return Optional.of(new TradeTailState(schema, symbols, this::continuityOf, now + LEAD));
    }

    @Override
    public Optional<EventHistory<Trade>> history(LongSupplier latest) {
        return Optional.of(new TradeHistory(new RestTrades(rest), latest));
    }

    @Override
    public Optional<PastEvents<Trade>> past(PastEvents.Request wanted) {
        return Optional.of(TradePast.of(wanted, rest));
    }

    @Override
    public String events() {
        return "trades";
    }
}
