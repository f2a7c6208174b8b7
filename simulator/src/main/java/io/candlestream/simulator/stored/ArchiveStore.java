package io.candlestream.simulator.stored;

import io.candlestream.history.Numbered;
import io.candlestream.history.PastById;
import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.history.archive.ArchivedById;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.stored.StoredHistory.StoredById;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The history in a folder of the exchange's archive files. */
public final class ArchiveStore {
    private ArchiveStore() {}

    /**
     * What the names of the files in {@code folder} tell; the files are read when their turn comes.
     *
     * @throws IllegalArgumentException when there is no such folder, or no klines of {@code interval} in it
     */
    public static StoredHistory open(Path folder, Interval interval) {
        String place = "the folder " + folder;
        ArchiveKlines named = ArchiveKlines.in(folder, interval);
        List<Path> files = files(folder);
        String content = interval.code().replace("M", "mo");
        ArchiveStretches klines = ArchiveStretches.of(files, "(?:" + interval.code() + "|" + content + ")");
        return new StoredHistory(
                place,
                named.symbols(),
                interval,
                (symbol, from, to) ->
                        klines.rows(symbol, from, to, (some, first, last) -> ArchiveKlines.of(some, interval)
                                .candles(symbol, first, last)),
                Optional.empty(),
                byId(files, "trades", some -> ArchivedById.trades(place, some)),
                byId(files, "aggTrades", some -> ArchivedById.aggTrades(place, some)),
                notes(named),
                () -> {});
    }

    /** Of the files that are left out those of trades are not: they are played too. */
    private static List<String> notes(ArchiveKlines klines) {
        return klines.notes().stream()
                .filter(note -> !note.contains("no klines by the name"))
                .toList();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static <P extends Numbered> Optional<StoredById<P>> byId(
            List<Path> files, String content, Source<P> source) {
        ArchiveStretches stretches = ArchiveStretches.of(files, content);
        if (stretches.bySymbol().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StoredById<>(stretches.bySymbol().keySet(), new ById<>(stretches, source)));
    }

    @FunctionalInterface
    private interface Source<P extends Numbered> {
        ArchivedById<P> of(List<Path> files);
    }

    private record ById<P extends Numbered>(ArchiveStretches stretches, Source<P> source) implements PastById<P> {
        /** Nothing but reading tells. */
        @Override
        public OptionalLong firstAt(String symbol, long time) {
            return OptionalLong.empty();
        }

        @Override
        public Iterator<P> between(String symbol, long from, long to, OptionalLong first) {
            return stretches.rows(
                    symbol, from, to, (files, start, end) -> source.of(files).between(symbol, start, end, first));
        }
    }
}
