package io.candlestream.ingest.connection;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.EventScanner;
import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.frame.RejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives each event of a connection to its stream: by its type, which is looked up once, and then by its symbol. */
public final class EventRouter {
    private static final Optional<Frame> EVENTS = Optional.of(Frame.EVENTS);
    private static final Optional<Frame> REJECTED = Optional.of(Frame.REJECTED);

    private final List<Typed<?>> fast = new ArrayList<>();
    private final Map<String, Typed<?>> byType = new HashMap<>();
    private final List<EventRoute<?>> routes;
    private final Rejections rejections;

    EventRouter(List<FeedStream<?>> streams, Rejections rejections) {
        this.routes = streams.stream().<EventRoute<?>>map(FeedStream::route).toList();
        this.rejections = rejections;
        routes.forEach(this::add);
    }

    /** Channels of one type read their events alike. */
    private <E extends Event> void add(EventRoute<E> route) {
        for (String type : route.channel().eventTypes()) {
            @SuppressWarnings("unchecked")
            Typed<E> typed = (Typed<E>) byType.computeIfAbsent(type, name -> new Typed<E>(name, new ArrayList<>()));
            typed.routes.add(route);
            if (typed.routes.size() == 1 && route.fastPath().isPresent()) {
                fast.add(typed);
            }
        }
    }

    /**
     * Reads the event whose type stands at {@code message}, and hands it on; empty when its channel has no short way.
     *
     * @param after what has to follow the event, up to the message's end
     * @throws RejectedException when it is not written as it always is
     */
    public Optional<Frame> scan(EventScanner message, String after) throws RejectedException, IOException {
        for (Typed<?> typed : fast) {
            if (message.passes(typed.quoted)) {
                return typed.scan(message, after, rejections) == Frame.EVENTS ? EVENTS : REJECTED;
            }
        }
        return Optional.empty();
    }

    /**
     * Reads one event and hands it on; what cannot be used is counted.
     *
     * @param type as the venue names it
     * @param json within the event's object, before its first key
     */
    public Frame take(String type, EventJson json) throws IOException {
        Typed<?> typed = byType.get(type);
        if (typed == null) {
            rejections.unknown(type);
            return Frame.REJECTED;
        }
        try {
            return typed.take(json, rejections);
        } catch (RejectedException e) {
            rejections.reject(e.reason(), e.getMessage());
            return Frame.REJECTED;
        }
    }

    void interrupted() {
        routes.forEach(route -> route.sink().interrupted());
    }

    void resumed() {
        routes.forEach(route -> route.sink().resumed());
    }

    private static final class Typed<E extends Event> {
        private final String quoted;
        private final List<EventRoute<E>> routes;

        Typed(String type, List<EventRoute<E>> routes) {
            this.quoted = '"' + type + '"';
            this.routes = routes;
        }

        Frame scan(EventScanner message, String after, Rejections rejections) throws RejectedException, IOException {
            E event = routes.get(0).fastPath().orElseThrow().scan(message);
            message.expect(after);
            message.expectEnd();
            return route(event, rejections);
        }

        Frame take(EventJson json, Rejections rejections) throws RejectedException, IOException {
            return route(routes.get(0).channel().parse(json), rejections);
        }

        private Frame route(E event, Rejections rejections) {
            for (int i = 0; i < routes.size(); i++) {
                if (routes.get(i).take(event)) {
                    return Frame.EVENTS;
                }
            }
            rejections.reject(RejectCause.NOT_SUBSCRIBED, event.toString());
            return Frame.REJECTED;
        }
    }
}
