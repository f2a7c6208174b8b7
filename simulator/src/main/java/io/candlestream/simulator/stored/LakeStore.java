package io.candlestream.simulator.stored;

import io.candlestream.history.Candle;
import io.candlestream.history.Numbered;
import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastTrade;
import io.candlestream.runtime.lake.LakeProgram;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.stored.LakeAnswers.Answer;
import io.candlestream.simulator.stored.LakeBlocks.Range;
import io.candlestream.simulator.stored.StoredHistory.StoredById;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** A lake's tables of candles, trades and aggregate trades, read by the program that has its library, a block of all symbols at a time. */
public final class LakeStore {
    private static final String KLINES = "klines";
    private static final String PLACE = "the lake";

    private final LakeAnswers lake;
    private final Interval interval;

    private LakeStore(LakeAnswers lake, Interval interval) {
        this.lake = lake;
        this.interval = interval;
    }

    /**
     * What the lake holds that the consumer's settings name.
     *
     * @param environment what is set beside our own
     * @throws FatalException when it cannot be read
     * @throws IllegalArgumentException when there are no candles of {@code interval}
     */
    public static StoredHistory open(Map<String, String> environment, Interval interval) {
        LakeAnswers lake = new LakeAnswers(LakeProgram.soon(environment, "past"));
        try {
            return new LakeStore(lake, interval).history();
        } catch (RuntimeException e) {
            lake.close();
            throw e;
        }
    }

    private StoredHistory history() {
        CompletableFuture<Answer> candles = lake.ask("pairs", KLINES);
        CompletableFuture<Answer> trades = lake.ask("pairs", "trades");
        CompletableFuture<Answer> aggTrades = lake.ask("pairs", "agg_trades");
        List<String[]> pairs = joined(candles).lines().stream()
                .map(pair -> pair.split("\t", -1))
                .toList();
        List<String> symbols = pairs.stream()
                .filter(cells -> cells[1].equals(interval.code()))
                .map(cells -> cells[0])
                .toList();
        int others = pairs.size() - symbols.size();
        List<String> notes = StoredHistory.leftOut(PLACE, interval, symbols, others, "pairs");
        return new StoredHistory(
                PLACE,
                symbols,
                interval,
                (symbol, from, to) -> candles(List.of(symbol), from, to),
                Optional.of((some, from) -> candles(some, from, Long.MAX_VALUE)),
                byId("trades", joined(trades).lines(), LakeStore::trade),
                byId("agg_trades", joined(aggTrades).lines(), LakeStore::aggTrade),
                notes,
                lake::close);
    }

    /** What was asked for, once it is there. */
    static Answer joined(CompletableFuture<Answer> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof FatalException cause ? new FatalException(cause.getMessage(), cause) : e;
        }
    }

    private Iterator<Candle> candles(List<String> symbols, long from, long to) {
        return new LakeBlocks<>(
                lake, new Range(KLINES, interval.code(), symbols, from, to, OptionalLong.empty()), this::candle);
    }

    private Candle candle(String[] cells) {
        long openTime = Long.parseLong(cells[1]);
        long closeTime = cells[4].isEmpty() ? interval.endOf(openTime) - 1 : Long.parseLong(cells[4]);
        return new Candle(
                cells[0],
                interval,
                openTime,
                closeTime,
                needed(cells, 5, "open"),
                needed(cells, 6, "high"),
                needed(cells, 7, "low"),
                needed(cells, 8, "close"),
                needed(cells, 9, "volume"),
                needed(cells, 10, "quote_volume"),
                number(cells[11]),
                number(cells[12]),
                whole(cells[13], 0),
                whole(cells[14], Candle.NO_TRADE),
                whole(cells[15], Candle.NO_TRADE),
                closeTime);
    }

    /** A number that the lake could not hold, or that nobody told, is no 0. */
    private static String needed(String[] cells, int place, String column) {
        if (cells[place].isEmpty()) {
            throw new FatalException("Cannot play " + PLACE + ": what it has of " + cells[0] + " at "
                    + Instant.ofEpochMilli(Long.parseLong(cells[1])) + " has no " + column);
        }
        return cells[place];
    }

    private static String number(String text) {
        return text.isEmpty() ? "0" : text;
    }

    private static long whole(String text, long absent) {
        return text.isEmpty() ? absent : Long.parseLong(text);
    }

    private <P extends Numbered> Optional<StoredById<P>> byId(
            String stream, List<String> pairs, Function<String[], P> row) {
        Set<String> symbols = Set.copyOf(pairs);
        return symbols.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredById<P>(
                        symbols,
                        (symbol, from, to, first) ->
                                new LakeBlocks<>(lake, new Range(stream, "", List.of(symbol), from, to, first), row),
                        Optional.of((some, from) -> new LakeBlocks<>(
                                lake, new Range(stream, "", some, from, Long.MAX_VALUE, OptionalLong.empty()), row))));
    }

    private static PastTrade trade(String[] cells) {
        long time = Long.parseLong(cells[1]);
        return new PastTrade(
                cells[0],
                Long.parseLong(cells[2]),
                needed(cells, 4, "price"),
                needed(cells, 5, "quantity"),
                needed(cells, 6, "quote_quantity"),
                time,
                cells[3].equals("1"),
                time);
    }

    private static PastAggTrade aggTrade(String[] cells) {
        long time = Long.parseLong(cells[1]);
        return new PastAggTrade(
                cells[0],
                Long.parseLong(cells[2]),
                needed(cells, 4, "price"),
                needed(cells, 5, "quantity"),
                whole(cells[6], PastAggTrade.NO_TRADE),
                whole(cells[7], PastAggTrade.NO_TRADE),
                time,
                cells[3].equals("1"),
                time);
    }
}
