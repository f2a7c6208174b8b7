package io.candlestream.producer.exchange;

import io.candlestream.producer.frame.Frame;
import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.producer.frame.Kline;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.settings.FatalException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.java_websocket.framing.CloseFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the streams of one {@link StreamPlan} coming: subscribes, replaces the socket when it ends or falls silent, renews
 * it before the exchange ends it, and hands klines on.
 *
 * <p>Messages are handled on the socket's thread, so that a slow broker holds the exchange up by TCP. Everything else is
 * decided on the clock's thread, so it needs no locks.
 */
final class KlineConnection implements KlineSocket.Listener {
    private static final Logger log = LoggerFactory.getLogger(KlineConnection.class);

    private final ExchangeSettings settings;
    private final StreamPlan plan;
    private final FrameIntake intake;
    private final ProducerMetrics metrics;
    private final Consumer<FatalException> stop;
    private final KlineFeed.Clock clock;
    private final URI uri;
    private final Backoff backoff;

    // On the clock's thread only.
    private final Sockets sockets = new Sockets();
    private final Subscription subscription = new Subscription();
    private long startedAt;
    private Duration maxAge = Duration.ZERO;
    private boolean everSubscribed;
    private int failures;

    private volatile boolean delivers;
    private volatile boolean closed;

    KlineConnection(
            ExchangeSettings settings,
            StreamPlan plan,
            FrameIntake intake,
            ProducerMetrics metrics,
            Consumer<FatalException> stop,
            KlineFeed.Clock clock) {
        this.settings = settings;
        this.plan = plan;
        this.intake = intake;
        this.metrics = metrics;
        this.stop = stop;
        this.clock = clock;
        this.uri = URI.create(settings.streamUrl() + "/stream");
        this.backoff = Backoff.between(settings.backoffBase(), settings.backoffCap());
    }

    void start() {
        clock.soon(() -> {
            startedAt = System.nanoTime();
            clock.connectLater(Duration.ZERO, this::connect);
        });
    }

    void close() {
        closed = true;
        clock.soon(() -> {
            sockets.dropCurrent();
            sockets.dropRetired();
        });
    }

    /** Whether its streams come, be it by a socket that is about to be replaced. Any thread may ask. */
    boolean delivers() {
        return delivers;
    }

    private void connect() {
        if (!closed) {
            subscription.reset();
            maxAge = jittered(settings.connectionMaxAge());
            sockets.open(new KlineSocket(uri, settings, this));
        }
    }

    /** So that connections that began together are not renewed together. */
    private static Duration jittered(Duration age) {
        return Duration.ofMillis(
                (long) (age.toMillis() * ThreadLocalRandom.current().nextDouble(0.9, 1)));
    }

    /** Tells a dead socket from a quiet market: the server of a quiet one still pings. Renews an old one. */
    void watch() {
        sockets.silentFor(settings.longestSilence())
                .ifPresent(socket -> lost("neither message nor ping for "
                        + settings.longestSilence().toMillis() + " ms"));
        Duration age = subscription.age();
        if (age.compareTo(maxAge) > 0) {
            renew("it has stood for " + age.toMinutes() + " min");
        }
    }

    private void renew(String reason) {
        log.info("connection {}: {}; opening a new one before this one ends", plan.number(), reason);
        subscription.reset();
        sockets.retire();
        clock.connectLater(Duration.ZERO, this::connect);
    }

    @Override
    public void opened(KlineSocket socket) {
        onClock(socket, () -> {
            List<String> requests = plan.messages();
            log.info(
                    "connection {}: open to {}, asking for {} streams",
                    plan.number(),
                    uri,
                    plan.symbols().size());
            for (int i = 0; i < requests.size(); i++) {
                String request = requests.get(i);
                subscription.asked(String.valueOf(i + 1));
                clock.later(StreamPlan.MESSAGE_GAP.multipliedBy(i), () -> send(socket, request));
            }
            clock.later(
                    StreamPlan.MESSAGE_GAP.multipliedBy(requests.size()).plus(settings.answerTimeout()),
                    () -> expectAnswers(socket));
        });
    }

    private static void send(KlineSocket socket, String request) {
        if (socket.isOpen()) {
            socket.send(request);
        }
    }

    private void expectAnswers(KlineSocket socket) {
        if (sockets.isCurrent(socket) && subscription.waits()) {
            lost("a subscription was not answered for "
                    + settings.answerTimeout().toMillis() + " ms");
        }
    }

    private void answered(KlineSocket socket, String id) {
        if (subscription.answered(id)) {
            everSubscribed = true;
            delivers = true;
            log.info(
                    "connection {}: subscribed to {} streams",
                    plan.number(),
                    plan.symbols().size());
            // A quiet market may have nothing to deliver.
            clock.later(settings.longestSilence(), () -> onClock(socket, sockets::dropRetired));
        }
    }

    @Override
    public void text(KlineSocket socket, String text) {
        if (closed) {
            return;
        }
        try {
            Frame frame = intake.take(text);
            if (frame instanceof Kline) {
                delivered(socket);
            } else if (!(frame instanceof Frame.Rejected)) {
                onClock(socket, () -> heed(socket, frame));
            }
        } catch (RuntimeException e) {
            stop.accept(new FatalException("Cannot hand on a message of " + uri + ": " + e, e));
        }
    }

    private void delivered(KlineSocket socket) {
        if (sockets.overlap()) {
            onClock(socket, sockets::dropRetired);
        }
    }

    private void heed(KlineSocket socket, Frame frame) {
        if (frame instanceof Frame.Answer answer) {
            answered(socket, answer.id());
        } else if (frame instanceof Frame.Refusal refusal) {
            stop.accept(new FatalException("Cannot subscribe at " + uri + ": the exchange says '" + refusal.message()
                    + "' (code " + refusal.code() + ")"));
        } else {
            renew("the exchange announces its shutdown");
        }
    }

    @Override
    public void binary(KlineSocket socket, int length) {
        intake.unreadable(Cause.BINARY, length + " bytes");
    }

    @Override
    public void closed(KlineSocket socket, int code, String reason) {
        switch (code) {
            case CloseFrame.NO_UTF8 -> intake.unreadable(Cause.NOT_UTF8, reason);
            case CloseFrame.TOOBIG -> intake.unreadable(Cause.TOO_LONG, reason);
            default -> {}
        }
        onClock(socket, () -> lost(reason + (code > 0 ? " (code " + code + ")" : "")));
    }

    @Override
    public void distrusted(KlineSocket socket, String reason) {
        stop.accept(new FatalException("Cannot connect to " + uri + ": " + reason
                + " (CANDLESTREAM_PRODUCER_CA_FILE names an own certificate authority)"));
    }

    private void lost(String reason) {
        // Only a connection that has stood proves the server well: one that accepts and drops is not to be hammered.
        if (subscription.age().compareTo(settings.backoffCap()) >= 0) {
            failures = 0;
        }
        replace(reason, backoff.after(++failures));
    }

    private void replace(String reason, Duration delay) {
        delivers = false;
        sockets.dropCurrent();
        subscription.reset();
        intake.interrupted();
        metrics.connectionLost();
        Duration left = settings.startUpDeadline().minusNanos(System.nanoTime() - startedAt);
        if (!everSubscribed && left.isNegative()) {
            stop.accept(new FatalException("Cannot connect to " + uri + ": " + reason + " (gave up after "
                    + settings.startUpDeadline().toSeconds() + " s; check CANDLESTREAM_PRODUCER_STREAM_URL)"));
            return;
        }
        Duration wait = everSubscribed || delay.compareTo(left) < 0 ? delay : left;
        log.warn("connection {} lost: {}; connecting anew in {} ms", plan.number(), reason, wait.toMillis());
        clock.connectLater(wait, this::connect);
    }

    private void onClock(KlineSocket socket, Runnable task) {
        clock.soon(() -> {
            if (sockets.isCurrent(socket) && !closed) {
                task.run();
            }
        });
    }
}
