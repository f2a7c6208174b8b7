package io.candlestream.simulator.market;

import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.runtime.program.InputFolder;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/** What happens on the simulated exchange: the source of the updates that {@link Exchange} plays. */
public interface Market {
    /** The symbols traded, in the exchange's capitals. */
    List<String> symbols();

    /** The interval of every candle. */
    Interval interval();

    /** The updates of one symbol from the market's beginning, ordered by event time; each call starts again. */
    Iterator<Update> updatesOf(String symbol);

    /**
     * The trades of one symbol, of which its candles are made, in the order of their ids; each call starts again.
     *
     * @throws IllegalArgumentException when only candles are known
     */
    default Iterator<MarketTrade> tradesOf(String symbol) {
        throw new IllegalArgumentException("Cannot play trades of " + symbol + ": only its candles are known");
    }

    /** From when on it is played, epoch milliseconds, where it can begin at any moment; else its first event is the beginning. */
    default OptionalLong begin() {
        return OptionalLong.empty();
    }

    /**
     * Lets everything that is asked for from now on begin behind {@code time}, epoch milliseconds.
     *
     * @throws IllegalStateException when it has only one beginning
     */
    default void seek(long time) {
        throw new IllegalStateException("Cannot seek: only stored history has every moment");
    }

    /**
     * Reads through all that the updates of {@code symbols} are made of, so that nothing is begun which cannot be played.
     *
     * @return what a person has to know of it, a line each
     * @throws IllegalArgumentException when a part of it cannot be read
     */
    default List<String> check(Collection<String> symbols) {
        return List.of();
    }

    /** The updates of all symbols from the beginning, ordered by event time, then by symbol. */
    default Iterator<Update> updates() {
        return merged(symbols(), this::updatesOf);
    }

    /** The trades of all symbols from the beginning, ordered by event time, then by symbol. */
    default Iterator<MarketTrade> trades() {
        return merged(symbols(), this::tradesOf);
    }

    /** What {@code bySymbol} gives of the symbols, ordered by event time, then by symbol. */
    static <E extends MarketEvent> Iterator<E> merged(
            Collection<String> symbols, Function<String, Iterator<E>> bySymbol) {
        record Head<E extends MarketEvent>(E event, Iterator<E> rest) {}
        PriorityQueue<Head<E>> heads = new PriorityQueue<>(
                Comparator.comparingLong((Head<E> head) -> head.event().eventTime())
                        .thenComparing(head -> head.event().symbol()));
        symbols.stream()
                .map(bySymbol)
                .filter(Iterator::hasNext)
                .forEach(rest -> heads.add(new Head<>(rest.next(), rest)));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !heads.isEmpty();
            }

            @Override
            public E next() {
                Head<E> head = heads.remove();
                if (head.rest().hasNext()) {
                    heads.add(new Head<>(head.rest().next(), head.rest()));
                }
                return head.event();
            }
        };
    }

    /**
     * The market in {@code folder}, known by its files: recorded trades ({@code *.jsonl.gz}) or archive klines.
     *
     * @throws IllegalArgumentException when there is no such folder, or it holds neither, or no klines of {@code interval}
     */
    static Market of(Path folder, Interval interval) {
        List<Path> files = files(folder);
        List<Path> trades = files.stream().filter(RecordedTrades::recognises).toList();
        List<Path> klines = files.stream().filter(ArchiveKlines::recognises).toList();
        if (!trades.isEmpty()) {
            return RecordedTrades.of(trades, klines, interval);
        }
        if (klines.isEmpty()) {
            throw new IllegalArgumentException("Cannot play " + folder
                    + ": neither trades (*.jsonl.gz) nor klines (SYMBOL-interval-... .csv, .csv.gz or .zip) in it");
        }
        return new ArchiveMarket(ArchiveKlines.of(files, interval));
    }

    /**
     * The files in {@code folder}, by name.
     *
     * @throws IllegalArgumentException when there is no such folder, or it cannot be read
     */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("Cannot play " + folder + ": " + InputFolder.missing(folder));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
