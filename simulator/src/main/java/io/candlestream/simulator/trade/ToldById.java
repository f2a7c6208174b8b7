package io.candlestream.simulator.trade;

import io.candlestream.history.Numbered;
import io.candlestream.history.PastById;
import io.candlestream.simulator.market.MarketEvent;
import io.candlestream.simulator.stored.StoredMarket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What has been told of stored trades, or aggregate trades. The market's thread notes it; REST's threads ask, and read it from the store.
 * Times are epoch milliseconds.
 *
 * @param <P> what is stored
 * @param <E> as it is sent
 */
final class ToldById<P extends Numbered, E extends MarketEvent> {
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    /** The newest ones are looked for no further back. */
    private static final Duration LONGEST_LOOK = Duration.ofDays(30);

    private final StoredMarket market;
    private final PastById<P> past;
    private final Function<P, E> event;
    private final Map<String, Told> newest = new ConcurrentHashMap<>();

    ToldById(StoredMarket market, PastById<P> past, Function<P, E> event) {
        this.market = market;
        this.past = past;
        this.event = event;
    }

    /** The last one of a symbol that was sent. */
    private record Told(long id, long time) {
        boolean knows(Numbered one) {
            return one.id() <= id;
        }
    }

    void begin() {
        newest.clear();
    }

    void record(String symbol, long id, long time) {
        newest.put(symbol, new Told(id, time));
    }

    /** Until when anything of {@code symbol} has been told. */
    private long until(String symbol) {
        Told told = newest.get(symbol);
        return told == null ? market.past() : told.time();
    }

    private boolean knows(String symbol, P one) {
        Told told = newest.get(symbol);
        return told == null ? one.time() <= market.past() : told.knows(one);
    }

    /** The newest {@code most} of {@code symbol}, oldest of them first. */
    List<E> newest(String symbol, int most) {
        long until = until(symbol);
        Deque<E> found = new ArrayDeque<>();
        for (Duration look = FIRST_LOOK; look.compareTo(LONGEST_LOOK) <= 0; look = look.multipliedBy(10)) {
            found.clear();
            Iterator<P> all = past.between(symbol, until - look.toMillis(), until, OptionalLong.empty());
            while (all.hasNext()) {
                P one = all.next();
                if (knows(symbol, one)) {
                    found.add(event.apply(one));
                }
                if (found.size() > most) {
                    found.remove();
                }
            }
            if (found.size() == most) {
                break;
            }
        }
        return List.copyOf(found);
    }

    /** The first {@code most} of {@code symbol} from the id {@code first} on, if there is one, between two times, both included. */
    List<E> find(String symbol, OptionalLong first, long start, long end, int most) {
        Deque<E> found = new ArrayDeque<>();
        Iterator<P> all = past.between(symbol, start, Math.min(end, until(symbol)), first);
        while (found.size() < most && all.hasNext()) {
            P one = all.next();
            if (!knows(symbol, one)) {
                break;
            }
            found.add(event.apply(one));
        }
        return List.copyOf(found);
    }
}
