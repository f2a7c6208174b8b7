package io.candlestream.simulator.stored;

import io.candlestream.history.Numbered;
import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.history.archive.ArchivedById;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.stored.StoredHistory.StoredById;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
        List<Path> files = Market.files(folder);
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

    private static <P extends Numbered> Optional<StoredById<P>> byId(
            List<Path> files, String content, Function<List<Path>, ArchivedById<P>> source) {
        ArchiveStretches stretches = ArchiveStretches.of(files, content);
        return stretches.bySymbol().isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredById<P>(
                        stretches.bySymbol().keySet(),
                        (symbol, from, to, first) ->
                                stretches.rows(symbol, from, to, (some, start, end) -> source.apply(some)
                                        .between(symbol, start, end, first))));
    }
}
