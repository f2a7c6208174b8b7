package io.candlestream.ingest.connection;

import io.candlestream.ingest.channel.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The streams of one connection: which symbols of which channels it carries, and with what messages it asks for them.
 *
 * @param number counts the connections from 1
 */
public record SubscriptionPlan(int number, List<FeedStream<?>> streams) {
    public SubscriptionPlan {
        streams = List.copyOf(streams);
    }

    /** The fewest connections that carry all {@code streams}. */
    public static List<SubscriptionPlan> of(List<? extends FeedStream<?>> streams, VenueProtocol protocol) {
        int most = protocol.limits().streamsPerConnection();
        List<SubscriptionPlan> plans = new ArrayList<>();
        List<FeedStream<?>> next = new ArrayList<>();
        int used = 0;
        for (FeedStream<?> stream : streams) {
            List<String> symbols = stream.symbols().stream().sorted().toList();
            for (int from = 0; from < symbols.size(); ) {
                int to = Math.min(symbols.size(), from + most - used);
                next.add(part(stream, new HashSet<>(symbols.subList(from, to))));
                used += to - from;
                from = to;
                if (used == most) {
                    plans.add(new SubscriptionPlan(plans.size() + 1, next));
                    next = new ArrayList<>();
                    used = 0;
                }
            }
        }
        if (used > 0) {
            plans.add(new SubscriptionPlan(plans.size() + 1, next));
        }
        return List.copyOf(plans);
    }

    private static <E extends Event> FeedStream<E> part(FeedStream<E> stream, Set<String> symbols) {
        return stream.of(symbols);
    }

    int size() {
        return streams.stream().mapToInt(stream -> stream.symbols().size()).sum();
    }

    /** The messages that ask for them; message n has the id n, counted from 1. */
    List<String> messages(VenueProtocol protocol) {
        List<String> all = streams.stream()
                .flatMap(stream -> stream.subscriptions().stream())
                .toList();
        int most = protocol.limits().streamsPerMessage();
        List<String> messages = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            messages.add(protocol.subscribe(all.subList(from, Math.min(all.size(), from + most)), messages.size() + 1));
        }
        return messages;
    }
}
