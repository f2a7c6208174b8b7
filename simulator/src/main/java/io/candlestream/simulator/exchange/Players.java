package io.candlestream.simulator.exchange;

import io.candlestream.simulator.market.Market;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The channels that have something left to say, in the order of their events. The market's thread changes them, any may look. */
final class Players {
    private final Market market;
    private final List<ChannelPlayer<?>> all;
    private final List<ChannelPlayer<?>> left = new CopyOnWriteArrayList<>();
    private volatile long saidUntil;

    Players(Market market, List<ChannelPlayer<?>> all) {
        this.market = market;
        this.all = all;
    }

    /**
     * Lets every channel begin; of a market that can begin anywhere some may have nothing to say behind that moment.
     *
     * @throws IllegalArgumentException when one of another market has nothing to say
     */
    void begin() {
        left.clear();
        for (ChannelPlayer<?> player : all) {
            if (player.begin()) {
                left.add(player);
            } else if (market.begin().isEmpty()) {
                throw new IllegalArgumentException("Cannot play the market: nothing to say on " + player.named());
            }
        }
        saidUntil = leastSaidUntil();
    }

    boolean areDone() {
        return left.isEmpty();
    }

    /** When the next event is due; empty behind the last one. */
    Optional<Instant> next() {
        return left.stream()
                .map(ChannelPlayer::eventTime)
                .min(Comparator.naturalOrder())
                .map(Instant::ofEpochMilli);
    }

    /** Of the next event, epoch milliseconds; the end of time behind the last one. */
    long due() {
        return left.isEmpty() ? Long.MAX_VALUE : earliest().eventTime();
    }

    /** Until when all has been said, epoch milliseconds, when the next event is. */
    long saidUntil() {
        return saidUntil;
    }

    /** Says the event that comes first; of two at one time that of the channel that stands first. */
    void say(Collection<Connection> connections) {
        ChannelPlayer<?> player = earliest();
        if (!player.say(connections)) {
            left.remove(player);
        }
        if (!left.isEmpty()) {
            saidUntil = leastSaidUntil();
        }
    }

    private ChannelPlayer<?> earliest() {
        return Collections.min(left, Comparator.comparingLong(ChannelPlayer::eventTime));
    }

    private long leastSaidUntil() {
        long least = Long.MAX_VALUE;
        for (ChannelPlayer<?> player : left) {
            least = Math.min(least, player.saidUntil());
        }
        return least;
    }
}
