package io.candlestream.producer.exchange;

import io.candlestream.producer.frame.Frame;
import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.settings.StopException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.java_websocket.framing.CloseFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the streams of one {@link StreamPlan} coming: subscribes, replaces the socket when it ends or falls silent, and
 * hands klines on.
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
    private final Consumer<StopException> stop;
    private final KlineFeed.Clock clock;
    private final URI uri;
    private final Backoff backoff;

    // On the clock's thread only.
    private Optional<KlineSocket> current = Optional.empty();
    private final Set<String> unanswered = new HashSet<>();
    private long startedAt;
    private Optional<Long> subscribedAt = Optional.empty();
    private boolean everSubscribed;

    private volatile boolean closed;

    KlineConnection(
            ExchangeSettings settings,
            StreamPlan plan,
            FrameIntake intake,
            ProducerMetrics metrics,
            Consumer<StopException> stop,
            KlineFeed.Clock clock) {
        this.settings = settings;
        this.plan = plan;
        this.intake = intake;
        this.metrics = metrics;
        this.stop = stop;
        this.clock = clock;
        this.uri = URI.create(settings.streamUrl() + "/stream");
        this.backoff = new Backoff(settings.backoffBase(), settings.backoffCap(), () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    void start() {
        clock.soon(() -> {
            startedAt = System.nanoTime();
            clock.connectLater(Duration.ZERO, this::connect);
        });
    }

    void close() {
        closed = true;
        clock.soon(() -> current.ifPresent(KlineSocket::drop));
    }

    private void connect() {
        if (!closed) {
            KlineSocket socket = new KlineSocket(uri, settings, this);
            current = Optional.of(socket);
            subscribedAt = Optional.empty();
            socket.connect();
        }
    }

    /** Tells a dead socket from a quiet market: the server of a quiet one still pings. */
    void watch() {
        current.filter(socket -> socket.silence().compareTo(settings.longestSilence()) > 0)
                .ifPresent(socket -> lost(
                        socket,
                        "neither message nor ping for "
                                + settings.longestSilence().toMillis() + " ms"));
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
            unanswered.clear();
            for (int i = 0; i < requests.size(); i++) {
                String request = requests.get(i);
                unanswered.add(String.valueOf(i + 1));
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
        if (isCurrent(socket) && !unanswered.isEmpty()) {
            lost(
                    socket,
                    "a subscription was not answered for "
                            + settings.answerTimeout().toMillis() + " ms");
        }
    }

    private void answered(String id) {
        if (unanswered.remove(id) && unanswered.isEmpty()) {
            everSubscribed = true;
            subscribedAt = Optional.of(System.nanoTime());
            log.info(
                    "connection {}: subscribed to {} streams",
                    plan.number(),
                    plan.symbols().size());
        }
    }

    @Override
    public void text(KlineSocket socket, String text) {
        if (closed) {
            return;
        }
        try {
            intake.take(text).ifPresent(frame -> onClock(socket, () -> heed(socket, frame)));
        } catch (RuntimeException e) {
            stop.accept(new StopException("Cannot hand on a message of " + uri + ": " + e, e));
        }
    }

    private void heed(KlineSocket socket, Frame frame) {
        if (frame instanceof Frame.Answer answer) {
            answered(answer.id());
        } else if (frame instanceof Frame.Refusal refusal) {
            stop.accept(new StopException("Cannot subscribe at " + uri + ": the exchange says '" + refusal.message()
                    + "' (code " + refusal.code() + ")"));
        } else {
            replace(socket, "the exchange announces its shutdown", Duration.ZERO);
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
        onClock(socket, () -> lost(socket, reason + (code > 0 ? " (code " + code + ")" : "")));
    }

    @Override
    public void distrusted(KlineSocket socket, String reason) {
        stop.accept(new StopException("Cannot connect to " + uri + ": " + reason
                + " (CANDLESTREAM_PRODUCER_CA_FILE names an own certificate authority)"));
    }

    private void lost(KlineSocket socket, String reason) {
        // Only a connection that has stood proves the server well: one that accepts and drops is not to be hammered.
        subscribedAt
                .map(since -> Duration.ofNanos(System.nanoTime() - since))
                .filter(age -> age.compareTo(settings.backoffCap()) >= 0)
                .ifPresent(age -> backoff.reset());
        replace(socket, reason, backoff.next());
    }

    private void replace(KlineSocket socket, String reason, Duration delay) {
        current = Optional.empty();
        socket.drop();
        metrics.connectionLost();
        Duration left = settings.startUpDeadline().minusNanos(System.nanoTime() - startedAt);
        if (!everSubscribed && left.isNegative()) {
            stop.accept(new StopException("Cannot connect to " + uri + ": " + reason + " (gave up after "
                    + settings.startUpDeadline().toSeconds() + " s; check CANDLESTREAM_PRODUCER_STREAM_URL)"));
            return;
        }
        Duration wait = everSubscribed || delay.compareTo(left) < 0 ? delay : left;
        log.warn("connection {} lost: {}; connecting anew in {} ms", plan.number(), reason, wait.toMillis());
        clock.connectLater(wait, this::connect);
    }

    private void onClock(KlineSocket socket, Runnable task) {
        clock.soon(() -> {
            if (isCurrent(socket) && !closed) {
                task.run();
            }
        });
    }

    private boolean isCurrent(KlineSocket socket) {
        return current.filter(s -> s == socket).isPresent();
    }
}
