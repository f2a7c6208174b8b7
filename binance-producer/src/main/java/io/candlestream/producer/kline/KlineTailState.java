package io.candlestream.producer.kline;

import io.candlestream.history.Candle;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.SeenSymbols;
import io.candlestream.ingest.publish.StringRecordFields;
import io.candlestream.schema.Interval;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The candles at the end of the topic, by symbol: where {@link KlineContinuity} goes on. */
final class KlineTailState extends SeenSymbols {
    private static final List<String> FIELDS = List.of("symbol", "interval", "timestamp", "is_closed", "source");
    private static final List<String> TRADE_IDS = List.of("first_trade_id", "last_trade_id");
    private static final String NUMBER = "-?\\d{1,18}";
    private static final List<String> VALUES = List.of(
            "open",
            "high",
            "low",
            "close",
            "volume",
            "quote_volume",
            "taker_buy_volume",
            "taker_buy_quote_volume",
            "trades",
            "close_time");

    private final StringRecordFields fields;
    private final StringRecordFields values;
    private final Interval interval;
    private final Function<String, KlineContinuity> continuities;
    private final long latest;
    private final Map<String, Seen> bySymbol = new HashMap<>();

    /**
     * @param schema of the records
     * @param continuities those of the symbols
     * @param latest the latest open time that can be, epoch milliseconds; one record from later would say that all before it
     *     is known
     * @param reported how long after a gap was found it is reported
     */
    KlineTailState(
            Schema schema,
            Interval interval,
            Collection<String> symbols,
            Function<String, KlineContinuity> continuities,
            long latest,
            Duration reported) {
        super(symbols, reported);
        this.continuities = continuities;
        this.fields = new StringRecordFields(
                schema,
                Stream.concat(FIELDS.stream(), TRADE_IDS.stream().filter(name -> schema.getField(name) != null))
                        .toList());
        this.values = new StringRecordFields(
                schema,
                VALUES.stream().filter(field -> schema.getField(field) != null).toList());
        this.interval = interval;
        this.latest = latest;
    }

    @Override
    public void take(byte[] value, long publishedAt) {
        fields.read(value)
                .filter(record -> record.get("interval").equals(interval.code()))
                .ifPresent(record -> openTime(record).ifPresent(open -> see(record, open, value, publishedAt)));
    }

    private Optional<Long> openTime(Map<String, String> record) {
        try {
            long open = Instant.parse(record.get("timestamp")).toEpochMilli();
            if (open > latest) {
                skipFuture();
                return Optional.empty();
            }
            return Optional.of(open).filter(interval::opensAt);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private void see(Map<String, String> record, long open, byte[] value, long publishedAt) {
        String symbol = record.get("symbol");
        boolean live = record.get("source").equals(EventSource.SOCKET.toString());
        Seen candles = of(symbol);
        if (record.get("is_closed").equals("true")
                && values.read(value)
                        .filter(candle -> ClosedCandle.isPossible(candle, interval, open))
                        .isPresent()) {
            candles.closed().add(open);
            tradeIds(record).ifPresent(ids -> candles.trades().put(open, ids));
        }
        if (live) {
            takeLive(symbol, publishedAt);
        }
        bySymbol.put(symbol, live ? candles.from(open) : candles);
    }

    private Seen of(String symbol) {
        return bySymbol.getOrDefault(symbol, new Seen(OptionalLong.empty(), new TreeSet<>(), new HashMap<>()));
    }

    /** Empty where the record has none: an empty text is no number. */
    private static Optional<TradeIds> tradeIds(Map<String, String> record) {
        List<Long> ids = TRADE_IDS.stream()
                .map(name -> record.getOrDefault(name, ""))
                .filter(text -> text.matches(NUMBER))
                .map(Long::parseLong)
                .toList();
        return ids.size() == TRADE_IDS.size() ? Optional.of(new TradeIds(ids.get(0), ids.get(1))) : Optional.empty();
    }

    @Override
    public OptionalLong resume(String symbol, long bound) {
        Seen candles = of(symbol);
        if (candles.first().isEmpty()) { // It was not listened to.
            return OptionalLong.empty();
        }
        KlineContinuity continuity = continuities.apply(symbol);
        continuity.resume(candles.first().getAsLong(), candles.closed(), bound, System.nanoTime());
        continuity.remember(candles.tradesAtHoles(interval));
        return OptionalLong.of(candles.newest());
    }

    @Override
    public long resumeUnseen(String symbol, long bound, long now) {
        long from = bySymbol.values().stream()
                .flatMapToLong(candles -> candles.first().stream())
                .min()
                .orElse(interval.openOf(bound));
        bySymbol.put(symbol, of(symbol).from(from));
        return Math.max(from, bound);
    }

    /**
     * One symbol's candles.
     *
     * @param first the open time of the oldest that was listened to; what was loaded from the past says nothing about
     *     where the live ones stand
     * @param closed the open times of those that are complete
     * @param trades the ids of their trades by open time, where they are known
     */
    record Seen(OptionalLong first, NavigableSet<Long> closed, Map<Long, TradeIds> trades) {
        long newest() {
            return closed.isEmpty() ? first.getAsLong() : closed.last();
        }

        private Seen from(long open) {
            return first.isPresent() && first.getAsLong() <= open
                    ? this
                    : new Seen(OptionalLong.of(open), closed, trades);
        }

        /** The first trade, as far as it is known, of what opens on both sides of each hole, and behind the newest. */
        Map<Long, Long> tradesAtHoles(Interval interval) {
            Map<Long, Long> firstIds = new HashMap<>();
            long end = Long.MIN_VALUE;
            Optional<Long> next = Optional.empty();
            for (long open : closed) {
                Optional<TradeIds> ids = Optional.ofNullable(trades.get(open));
                if (open != end) {
                    putIfKnown(firstIds, end, next);
                    next = Optional.empty();
                    putIfKnown(firstIds, open, ids.filter(TradeIds::isAny).map(TradeIds::first));
                }
                Optional<Long> before = next;
                next = ids.flatMap(known -> known.isAny() ? Optional.of(known.last() + 1) : before);
                end = interval.endOf(open);
            }
            putIfKnown(firstIds, end, next);
            return firstIds;
        }

        private static void putIfKnown(Map<Long, Long> firstIds, long open, Optional<Long> id) {
            id.ifPresent(known -> firstIds.put(open, known));
        }
    }

    /** The ids of a candle's first and last trade, -1 without trades. */
    record TradeIds(long first, long last) {
        boolean isAny() {
            return first != Candle.NO_TRADE;
        }
    }
}
