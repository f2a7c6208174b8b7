package io.candlestream.simulator.stored;

import io.candlestream.history.Candle;
import io.candlestream.history.History;
import io.candlestream.history.Numbered;
import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastById;
import io.candlestream.history.PastTrade;
import io.candlestream.schema.Interval;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a store holds. Any thread may read.
 *
 * @param place of the store, for messages
 * @param symbols those with candles
 * @param interval of the candles
 * @param timeline the candles of all symbols at once, where the store reads them so
 * @param trades where some are stored, as are {@code aggTrades}
 * @param notes what a person has to know of it, a line each
 * @param end gives back what it holds open
 */
public record StoredHistory(
        String place,
        List<String> symbols,
        Interval interval,
        History candles,
        Optional<Timeline<Candle>> timeline,
        Optional<StoredById<PastTrade>> trades,
        Optional<StoredById<PastAggTrade>> aggTrades,
        List<String> notes,
        Runnable end)
        implements AutoCloseable {

    /** These symbols alone, all when there are none; one that is not stored is refused. */
    public StoredHistory of(List<String> wanted) {
        List<String> absent =
                wanted.stream().filter(symbol -> !symbols.contains(symbol)).toList();
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException("Cannot play " + String.join(", ", absent) + ": no candles of "
                    + interval.code() + " of it in " + place + " (it has " + some() + ")");
        }
        List<String> chosen = wanted.isEmpty() ? symbols : List.copyOf(new LinkedHashSet<>(wanted));
        return new StoredHistory(place, chosen, interval, candles, timeline, trades, aggTrades, notes, end);
    }

    /**
     * What a person has to know of {@code others}, which are candles of another interval.
     *
     * @param symbols those with candles of {@code interval}; refused where there are none
     * @param what the others are
     */
    static List<String> leftOut(String place, Interval interval, Collection<String> symbols, int others, String what) {
        if (symbols.isEmpty()) {
            throw new IllegalArgumentException("Cannot play " + place + ": no candles of " + interval.code() + " in it"
                    + (others == 0 ? ", it is empty" : " (--interval says which are there)"));
        }
        return others == 0
                ? List.of()
                : List.of("left out, candles of another interval than " + interval.code() + ": " + others + " " + what);
    }

    private String some() {
        int most = 8;
        return String.join(", ", symbols.subList(0, Math.min(most, symbols.size())))
                + (symbols.size() > most ? " and " + (symbols.size() - most) + " more" : "");
    }

    @Override
    public void close() {
        end.run();
    }

    /**
     * What happened to several symbols, as one sequence. A store whose files hold many symbols reads each of them once so.
     *
     * @param <T> what it was
     */
    @FunctionalInterface
    public interface Timeline<T> {
        /** What is stored of {@code symbols} from {@code time} on, epoch milliseconds, in the order in which it became known, then by symbol. */
        Iterator<T> of(List<String> symbols, long time);
    }

    /**
     * Numbered events, and of which symbols there are any.
     *
     * @param <P> what they are
     * @param timeline those of several symbols at once, where the store reads them so
     */
    public record StoredById<P extends Numbered>(
            Set<String> symbols, PastById<P> past, Optional<Timeline<P>> timeline) {
        /** Those that are read symbol by symbol. */
        StoredById(Set<String> symbols, PastById<P> past) {
            this(symbols, past, Optional.empty());
        }
    }
}
