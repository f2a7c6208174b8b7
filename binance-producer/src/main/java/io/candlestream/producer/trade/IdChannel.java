package io.candlestream.producer.trade;

import io.candlestream.history.Numbered;
import io.candlestream.history.RestApi;
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
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/** A channel of numbered events: the trades, or the aggregate trades. */
final class IdChannel<P extends Numbered> implements Channel<Trade> {
    /** By how much, in milliseconds, an event may be ahead of what is known of the exchange's time. */
    private static final long LEAD = 10_000;

    private final TradeKind<P> kind;
    private final RestApi rest;
    private final Map<String, IdContinuity> continuities = new ConcurrentHashMap<>();

    /** @param rest where events that were missed are fetched from */
    IdChannel(TradeKind<P> kind, RestApi rest) {
        this.kind = kind;
        this.rest = rest;
    }

    @Override
    public String subscription(String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + "@" + kind.type();
    }

    @Override
    public Set<String> eventTypes() {
        return Set.of(kind.type());
    }

    @Override
    public Trade parse(EventJson json) throws RejectedException, IOException {
        return kind.strict().parse(json);
    }

    @Override
    public Optional<FastPath<Trade>> fastPath() {
        return Optional.of(kind.fast());
    }

    @Override
    public EventEncoder<Trade> encoder(Schema schema) {
        return kind.encoder().apply(schema);
    }

    @Override
    public Optional<Continuity<Trade>> continuity(String symbol) {
        return Optional.of(continuityOf(symbol));
    }

    private IdContinuity continuityOf(String symbol) {
        return continuities.computeIfAbsent(symbol, name -> new IdContinuity(kind, name));
    }

    @Override
    public Optional<TopicTailState> tailState(Schema schema, Collection<String> symbols, long now, Duration reported) {
        return Optional.of(new IdTailState(schema, kind.idField(), symbols, this::continuityOf, now + LEAD, reported));
    }

    @Override
    public Optional<EventHistory<Trade>> history(LongSupplier latest) {
        return Optional.of(new IdHistory<>(kind, kind.rest().apply(rest), latest));
    }

    @Override
    public Optional<PastEvents<Trade>> past(PastEvents.Request wanted) {
        return Optional.of(IdPast.of(kind, wanted, rest));
    }

    @Override
    public String events() {
        return kind.one() + "s";
    }
}
