package io.candlestream.simulator.stored;

import io.candlestream.history.Candle;
import io.candlestream.history.History;
import io.candlestream.history.PastById;
import io.candlestream.history.PastTrade;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.stored.StoredHistory.StoredById;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * The stored minutes of two pairs, from a midnight on: the price is the number of the minute, but for a hole. Of BTCUSDT a trade each
 * ten seconds is stored too, in the first two hours. Counts how many rows are read.
 */
public final class TwoPairs {
    /** 2024-03-01, epoch milliseconds. */
    public static final long MIDNIGHT = 1_709_251_200_000L;

    public static final long MINUTE = 60_000;
    public static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");
    public static final long FIRST_OF_HOLE = 100;
    public static final long BEHIND_HOLE = 131;

    private static final long TRADE_EVERY = 10_000;
    private static final long TRADED_MINUTES = 120;

    private final long minutes;
    private final AtomicLong read = new AtomicLong();

    public TwoPairs(long minutes) {
        this.minutes = minutes;
    }

    /** How many candles have been read. */
    public long read() {
        return read.get();
    }

    public StoredHistory candles() {
        return history(Optional.empty());
    }

    public StoredHistory candlesAndTrades() {
        return history(Optional.of(new StoredById<>(Set.of("BTCUSDT"), new Trades("2"))));
    }

    /** With trades of this quantity in place of the usual one. */
    StoredHistory tradesOf(String quantity) {
        return history(Optional.of(new StoredById<>(Set.of("BTCUSDT"), new Trades(quantity))));
    }

    /** The same from a store that tells all pairs as one sequence. */
    StoredHistory asOneSequence() {
        StoredHistory all = candlesAndTrades();
        return new StoredHistory(
                all.place(),
                all.symbols(),
                all.interval(),
                all.candles(),
                Optional.of((symbols, from) -> LongStream.range(0, minutes)
                        .boxed()
                        .flatMap(minute -> symbols.stream().map(symbol -> candle(symbol, minute)))
                        .filter(candle -> candle.openTime() >= from && !isOfHole(candle))
                        .iterator()),
                Optional.of(new StoredById<>(
                        Set.of("BTCUSDT"), new Trades("2"), Optional.of((symbols, from) -> new Trades("2")
                                .between(symbols.get(0), from, Long.MAX_VALUE, OptionalLong.empty())))),
                all.aggTrades(),
                all.notes(),
                all.end());
    }

    private static boolean isOfHole(Candle candle) {
        long minute = (candle.openTime() - MIDNIGHT) / MINUTE;
        return minute >= FIRST_OF_HOLE && minute < BEHIND_HOLE;
    }

    private StoredHistory history(Optional<StoredById<PastTrade>> trades) {
        History candles =
                (symbol, from, to) -> LongStream.range(Math.max(0, (from - MIDNIGHT + MINUTE - 1) / MINUTE), minutes)
                        .filter(minute -> minute < FIRST_OF_HOLE || minute >= BEHIND_HOLE)
                        .mapToObj(minute -> candle(symbol, minute))
                        .takeWhile(candle -> candle.openTime() <= to)
                        .peek(candle -> read.incrementAndGet())
                        .iterator();
        return new StoredHistory(
                "memory",
                SYMBOLS,
                Interval.MINUTE_1,
                candles,
                Optional.empty(),
                trades,
                Optional.empty(),
                List.of(),
                () -> {});
    }

    /** The candle of a minute; each has ten trades. */
    public static Candle candle(String symbol, long minute) {
        long open = MIDNIGHT + minute * MINUTE;
        String price = (minute + 1) + ".00000000";
        return new Candle(
                symbol,
                Interval.MINUTE_1,
                open,
                open + MINUTE - 1,
                price,
                (minute + 2) + ".00000000",
                price,
                (minute + 1) + ".50000000",
                "10.00000000",
                "100.00000000",
                "4.00000000",
                "40.00000000",
                10,
                minute * 10,
                minute * 10 + 9,
                open + MINUTE - 1);
    }

    private record Trades(String quantity) implements PastById<PastTrade> {
        @Override
        public OptionalLong firstAt(String symbol, long time) {
            return OptionalLong.empty();
        }

        @Override
        public Iterator<PastTrade> between(String symbol, long from, long to, OptionalLong first) {
            return LongStream.range(0, TRADED_MINUTES * MINUTE / TRADE_EVERY)
                    .filter(id -> id >= first.orElse(0))
                    .mapToObj(id -> new PastTrade(
                            symbol, id, "7." + id, quantity, "14", MIDNIGHT + id * TRADE_EVERY, id % 2 == 0, 0))
                    .filter(trade -> trade.time() >= from && trade.time() <= to)
                    .iterator();
        }
    }
}
