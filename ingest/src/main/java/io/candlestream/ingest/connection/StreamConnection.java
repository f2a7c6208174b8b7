package io.candlestream.ingest.connection;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.ingest.frame.Frame;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.settings.FatalException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.java_websocket.framing.CloseFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the streams of one {@link SubscriptionPlan} coming: subscribes, replaces the socket when it ends or falls silent, renews
 * it before the exchange ends it, and hands events on.
 *
 * <p>What a socket tells comes on its own threads. Messages are handled there, so that a slow broker holds the exchange up by TCP. Everything else is
 * decided on the event loop's thread, so it needs no locks.
 */
final class StreamConnection {
    private static final Logger log = LoggerFactory.getLogger(StreamConnection.class);

    private final ConnectionSettings settings;
    private final VenueProtocol protocol;
    private final SubscriptionPlan plan;
    private final FrameHandler frames;
    private final RequestWeightLimiter budget;
    private final ProducerMetrics metrics;
    private final Consumer<FatalException> stop;
    private final EventLoop loop;
    private final URI uri;
    private final Backoff backoff;

    // On the event loop's thread only.
    private final Sockets sockets = new Sockets();
    private final SubscriptionState subscription = new SubscriptionState();
    /**
     * By the clock of {@link System#nanoTime}: many connections begin one after the other, each with the whole deadline. Empty again when
     * the exchange refuses requests, which is waited out besides.
     */
    private OptionalLong firstAttempt = OptionalLong.empty();

    private Duration maxAge = Duration.ZERO;
    private boolean everSubscribed;
    private int failures;

    private volatile boolean delivers;
    private volatile boolean closed;

    StreamConnection(
            ConnectionSettings settings,
            VenueProtocol protocol,
            SubscriptionPlan plan,
            RequestWeightLimiter budget,
            ProducerMetrics metrics,
            Consumer<FatalException> stop,
            EventLoop loop) {
        this.settings = settings;
        this.protocol = protocol;
        this.plan = plan;
        this.frames = new FrameHandler(plan, protocol, metrics);
        this.budget = budget;
        this.metrics = metrics;
        this.stop = stop;
        this.loop = loop;
        this.uri = protocol.address(settings.streamUrl());
        this.backoff = Backoff.between(settings.backoffBase(), settings.backoffCap());
    }

    void start() {
        loop.soon(() -> loop.connectLater(Duration.ZERO, this::connect));
    }

    void close() {
        closed = true;
        loop.soon(() -> {
            sockets.dropCurrent();
            sockets.dropRetired();
        });
    }

    /** Whether its streams come, be it by a socket that is about to be replaced. Any thread may ask. */
    boolean delivers() {
        return delivers;
    }

    private void connect() {
        if (closed) {
            return;
        }
        Duration rest = budget.rest();
        if (!rest.isZero()) {
            firstAttempt = OptionalLong.empty();
            loop.connectLater(rest, this::connect);
            return;
        }
        firstAttempt = OptionalLong.of(firstAttempt.orElseGet(System::nanoTime));
        subscription.reset();
        maxAge = jittered(settings.connectionMaxAge());
        sockets.open(new StreamSocket(uri, settings, this));
    }

    /** So that connections that began together are not renewed together. */
    private static Duration jittered(Duration age) {
        return Duration.ofMillis(
                (long) (age.toMillis() * ThreadLocalRandom.current().nextDouble(0.9, 1)));
    }

    /** Tells a dead socket from a quiet market: the server of a quiet one still pings. Renews an old one. */
    void watch() {
        sockets.silentFor(settings.longestSilence()).ifPresent(socket -> lost(silence()));
        sockets.retiredSilentFor(settings.longestSilence()).ifPresent(socket -> retiredEnded(silence()));
        sockets.dropUnanswered(settings.longestSilence());
        Duration age = subscription.age();
        if (age.compareTo(maxAge) > 0) {
            renew("it has stood for " + age.toMinutes() + " min");
        }
    }

    private String silence() {
        return "neither message nor ping for " + settings.longestSilence().toMillis() + " ms";
    }

    private void renew(String reason) {
        log.info("connection {}: {}; opening a new one before this one ends", plan.number(), reason);
        subscription.reset();
        sockets.retire();
        loop.connectLater(Duration.ZERO, this::connect);
    }

    void opened(StreamSocket socket) {
        onLoop(socket, () -> {
            List<String> requests = plan.messages(protocol);
            log.info("connection {}: open to {}, asking for {} streams", plan.number(), uri, plan.size());
            for (int i = 0; i < requests.size(); i++) {
                String request = requests.get(i);
                subscription.asked(String.valueOf(i + 1));
                loop.later(protocol.limits().messageGap().multipliedBy(i), () -> socket.say(request));
            }
            loop.later(
                    protocol.limits().messageGap().multipliedBy(requests.size()).plus(settings.answerTimeout()),
                    () -> expectAnswers(socket));
        });
    }

    private void expectAnswers(StreamSocket socket) {
        if (sockets.isCurrent(socket) && subscription.waits()) {
            lost("a subscription was not answered for "
                    + settings.answerTimeout().toMillis() + " ms");
        }
    }

    private void answered(StreamSocket socket, String id) {
        if (subscription.answered(id)) {
            everSubscribed = true;
            delivers = true;
            log.info("connection {}: subscribed to {} streams", plan.number(), plan.size());
            // A quiet market may have nothing to deliver.
            loop.later(settings.longestSilence(), () -> onLoop(socket, sockets::takeOver));
        }
    }

    /** A text message came; the next one is read when this returns. */
    void text(StreamSocket socket, String text) {
        if (closed) {
            return;
        }
        try {
            Frame frame = frames.take(text);
            if (frame == Frame.EVENTS) {
                delivered(socket);
            } else if (frame != Frame.REJECTED) {
                onLoop(socket, () -> heed(socket, frame));
            }
        } catch (RuntimeException e) {
            stop.accept(new FatalException("Cannot hand on a message of " + uri + ": " + e, e));
        }
    }

    private void delivered(StreamSocket socket) {
        if (sockets.awaitsEvent()) {
            onLoop(socket, () -> {
                if (subscription.isComplete()) {
                    sockets.takeOver();
                }
            });
        }
    }

    /** The server answered a ping; all that it sent before was handled. */
    void ponged(StreamSocket socket) {
        loop.soon(() -> sockets.answered(socket));
    }

    private void heed(StreamSocket socket, Frame frame) {
        if (frame instanceof Frame.Answer answer) {
            answered(socket, answer.id());
        } else if (frame instanceof Frame.Refusal refusal) {
            refused(refusal);
        } else {
            renew("the exchange announces its shutdown");
        }
    }

    /** What is refused at first will always be. Later the exchange has trouble, and what nobody asked for says nothing of the streams. */
    private void refused(Frame.Refusal refusal) {
        String why = "the exchange says '" + refusal.message() + "' (code " + refusal.code() + ")";
        boolean asked = subscription.waitsFor(refusal.id());
        if (asked && !everSubscribed) {
            stop.accept(new FatalException("Cannot subscribe at " + uri + ": " + why));
        } else if (asked || (refusal.id().isEmpty() && subscription.waits())) {
            lost(why);
        } else {
            frames.unasked(why);
        }
    }

    void binary(StreamSocket socket, int length) {
        frames.unreadable(RejectCause.BINARY, length + " bytes");
    }

    /** @param code of RFC 6455 section 7.4, or negative when no connection came about */
    void closed(StreamSocket socket, int code, String reason) {
        switch (code) {
            case CloseFrame.NO_UTF8 -> frames.unreadable(RejectCause.NOT_UTF8, reason);
            case CloseFrame.TOOBIG -> frames.unreadable(RejectCause.TOO_LONG, reason);
            default -> {}
        }
        String why = reason + (code > 0 ? " (code " + code + ")" : "");
        onLoop(socket, () -> lost(why));
        loop.soon(() -> {
            if (sockets.isRetired(socket)) {
                retiredEnded(why);
            }
        });
    }

    /** The exchange refused the handshake; the socket's end comes behind it. On the socket's thread. */
    void handshakeRefused(int status, Optional<String> retryAfter) {
        if (RequestWeightLimiter.isRest(status)) {
            budget.refused(status, retryAfter);
        }
    }

    /** The server's certificate was refused, which no further attempt changes. */
    void distrusted(StreamSocket socket, String reason) {
        stop.accept(new FatalException("Cannot connect to " + uri + ": " + reason
                + " (CANDLESTREAM_PRODUCER_CA_FILE names an own certificate authority)"));
    }

    /** The old socket of a renewal ended by itself. */
    private void retiredEnded(String reason) {
        sockets.dropRetired();
        if (!subscription.isComplete()) {
            frames.interrupted();
            metrics.connectionLost();
            delivers = false;
            log.warn("connection {} lost before the new one stands: {}", plan.number(), reason);
        }
    }

    private void lost(String reason) {
        // Only a connection that has stood proves the server well: one that accepts and drops is not to be hammered.
        if (subscription.age().compareTo(settings.backoffCap()) >= 0) {
            failures = 0;
        }
        replace(reason, backoff.after(++failures));
    }

    private void replace(String reason, Duration delay) {
        sockets.dropCurrent();
        subscription.reset();
        if (!sockets.hasRetired()) {
            delivers = false;
            frames.interrupted();
        }
        metrics.connectionLost();
        Duration rest = budget.rest();
        firstAttempt = rest.isZero() ? firstAttempt : OptionalLong.empty();
        long tried = firstAttempt.isPresent() ? System.nanoTime() - firstAttempt.getAsLong() : 0;
        Duration left = settings.startUpDeadline().minusNanos(tried);
        if (!everSubscribed && left.isNegative()) {
            stop.accept(new FatalException("Cannot connect to " + uri + ": " + reason + " (gave up after "
                    + settings.startUpDeadline().toSeconds() + " s; check CANDLESTREAM_PRODUCER_STREAM_URL)"));
            return;
        }
        Duration next = everSubscribed || delay.compareTo(left) < 0 ? delay : left;
        Duration wait = next.compareTo(rest) < 0 ? rest : next;
        log.warn("connection {} lost: {}; connecting again in {} ms", plan.number(), reason, wait.toMillis());
        loop.connectLater(wait, this::connect);
    }

    private void onLoop(StreamSocket socket, Runnable task) {
        loop.soon(() -> {
            if (sockets.isCurrent(socket) && !closed) {
                task.run();
            }
        });
    }
}
