package io.candlestream.history;

import java.util.List;
import java.util.Optional;

/**
 * What an exchange tells by REST of events that are numbered without a break. Any thread may ask. Each question throws {@link
 * RestException} when nobody answers, or not with such events.
 *
 * @param <P> what they are
 */
public interface RestById<P extends Numbered> {
    /** The most that are asked for at once; the exchange may tell fewer though it has more. */
    int PAGE = 1000;

    /** What a person calls them, such as trades. */
    String events();

    /** That the exchange refuses requests and until when; empty when it does not. */
    Optional<String> resting();

    /**
     * The first ones of {@code symbol} from {@code fromId} on, by their ids; none where the exchange has none yet. That the first one is
     * a later one says that what lies before it cannot be had here. Each counts as reported at the time of asking.
     *
     * @param limit how many at most, up to {@link #PAGE}
     */
    List<P> from(String symbol, long fromId, int limit) throws RestException, InterruptedException;

    /** The first ones of {@code symbol} that were made at {@code time}, epoch milliseconds, or later; empty when there is none. */
    Optional<Ids> firstAt(String symbol, long time) throws RestException, InterruptedException;

    /** The newest ones of {@code symbol}; empty when there is none. */
    Optional<Ids> newest(String symbol) throws RestException, InterruptedException;

    /**
     * The ids of what was made at once.
     *
     * @param time when it was made, epoch milliseconds
     */
    record Ids(long first, long last, long time) {}
}
