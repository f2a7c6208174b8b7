package io.candlestream.consumer.sink;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers that a sink cannot hold, and so has none in their place: a rounded one would be a wrong one. Each of the first ones is named, then
 * one in a thousand, with their count. For any number of threads.
 */
public final class LostNumbers {
    private static final Logger LOG = LoggerFactory.getLogger(LostNumbers.class);
    private static final int NAMED = 10;
    private static final int SELDOM = 1000;

    private final String where;
    private final String type;
    private final AtomicLong count = new AtomicLong();

    /**
     * None yet.
     *
     * @param where of the sink, for messages
     * @param type by which it holds numbers
     */
    public LostNumbers(String where, String type) {
        this.where = where;
        this.type = type;
    }

    /** The {@code number} of {@code field} is null there. */
    public void add(String field, Object number) {
        long lost = count.incrementAndGet();
        if (lost <= NAMED || lost % SELDOM == 0) {
            LOG.warn(
                    "Cannot store {} {} in {}: {} does not hold it, so it is null there ({} since the start)",
                    field,
                    number,
                    where,
                    type,
                    lost);
        }
    }
}
