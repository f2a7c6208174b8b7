package io.candlestream.history.archive;

import io.candlestream.history.LookAhead;
import io.candlestream.history.Numbered;
import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastById;
import io.candlestream.history.PastTrade;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;

/**
 * Numbered events in archive files ({@code .csv}, {@code .csv.gz}, {@code .zip}) such as {@code BTCUSDT-trades-2026-02-01.zip}, as {@link
 * ArchiveFolder} reads them, in the order of their ids. What the archive has lost is not in it: ids that are left out show it.
 *
 * <p>Every method that reads throws {@link IllegalArgumentException} when a file cannot be read; the message is one line that
 * names the file, and where it can the line and column, and why.
 *
 * <p>Source of the dialects: binance-api.md section 5.
 */
public final class ArchivedById<P extends Numbered> implements PastById<P> {
    private final ArchiveFolder<P> folder;

    private ArchivedById(ArchiveFolder<P> folder) {
        this.folder = folder;
    }

    /** The trades of the files in {@code folder}; their names are read, and nothing else yet. */
    public static ArchivedById<PastTrade> trades(Path folder) {
        return trades("the folder " + folder, ArchiveFolder.files(folder));
    }

    /** Those of {@code files}, which are in {@code place}. */
    public static ArchivedById<PastTrade> trades(String place, List<Path> files) {
        return of(place, files, TradeFormat.trades());
    }

    /** As {@link #trades}, the aggregate trades. */
    public static ArchivedById<PastAggTrade> aggTrades(Path folder) {
        return aggTrades("the folder " + folder, ArchiveFolder.files(folder));
    }

    /** Those of {@code files}, which are in {@code place}. */
    public static ArchivedById<PastAggTrade> aggTrades(String place, List<Path> files) {
        return of(place, files, TradeFormat.aggTrades());
    }

    private static <P extends Numbered> ArchivedById<P> of(String place, List<Path> files, TradeFormat<P> format) {
        return new ArchivedById<>(new ArchiveFolder<>(place, files, format, format.content(), format.content()));
    }

    /** The symbols that the files hold. */
    public List<String> symbols() {
        return folder.symbols();
    }

    /** Refuses to go on without files of each of {@code symbols}. */
    public void require(Collection<String> symbols) {
        folder.require(symbols);
    }

    /** Reads all files of {@code symbols} to their ends, so that nothing is begun which cannot be finished. */
    public void check(Collection<String> symbols) {
        folder.check(symbols);
    }

    /** What a person has to know of the files: which are left out, and since {@link #check} on what they disagree. */
    public List<String> notes() {
        return folder.notes();
    }

    @Override
    public Iterator<P> between(String symbol, long from, long to, OptionalLong first) {
        return new Between<>(folder.rows(symbol, first.orElse(0), Long.MAX_VALUE), from, to, first.isPresent());
    }

    /**
     * Those of some events that were made between two times. What is a little too early or too late and stands between two that are not
     * comes with them: its id is not missing.
     */
    private static final class Between<P extends Numbered> extends LookAhead<P> {
        private final ArchiveChain<P> all;
        private final long from;
        private final long to;
        /** Those that are read: the wanted ones, then those that are only if a wanted one follows. */
        private final Queue<P> read = new ArrayDeque<>();

        private int wanted;
        private boolean begun;

        /** @param begun whether the first event is wanted, whenever it was made */
        Between(ArchiveChain<P> all, long from, long to, boolean begun) {
            this.all = all;
            this.from = from;
            this.to = to;
            this.begun = begun;
        }

        @Override
        protected Optional<P> find() {
            while (wanted == 0 && all.hasNext()) {
                take(all.next());
            }
            if (wanted == 0) {
                return Optional.empty();
            }
            wanted--;
            return Optional.of(read.remove());
        }

        private void take(P event) {
            if (event.time() - STRAY > to && !event.isVoid()) {
                all.close();
            } else if (begun || event.time() >= from) {
                begun = true;
                read.add(event);
                wanted = event.time() >= from && event.time() <= to ? read.size() : 0;
            }
        }
    }
}
