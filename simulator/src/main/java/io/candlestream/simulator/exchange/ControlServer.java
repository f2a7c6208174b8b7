package io.candlestream.simulator.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.candlestream.history.TimeArgument;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * How a person or a test steers the market while it is played, and lets things go wrong: plain HTTP on the loopback alone. GET / tells
 * how it stands; POST to pause, resume, step, seek, speed, fault and clear changes it, and is answered with how it stands then.
 */
public final class ControlServer implements AutoCloseable {
    private static final String PATHS =
            "pause, resume, step?by=1m, seek?at=2024-03-01T12:00Z, speed?to=60, fault?frame=NAME|rest=NAME[&symbol=NAME]|socket=NAME, clear";

    private static final Set<String> PASSING = Set.of("stepping", "seeking");
    private static final Duration NAP = Duration.ofMillis(1);

    private final Exchange exchange;
    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newCachedThreadPool(task -> StreamServer.daemon(task, "exchange-control"));

    /**
     * Listens at once.
     *
     * @param port 0 for a free one
     */
    public ControlServer(Exchange exchange, int port) {
        this.exchange = exchange;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port + ": " + e.getMessage(), e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it listens. */
    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange request) throws IOException {
        try (request) {
            String refusal = "";
            try {
                answer(request);
                settle();
            } catch (IllegalArgumentException | IllegalStateException e) {
                refusal = e.getMessage();
            }
            byte[] body = (refusal.isEmpty() ? status() : refusal + "\n").getBytes(StandardCharsets.UTF_8);
            request.getResponseHeaders()
                    .set("Content-Type", refusal.isEmpty() ? "application/json" : "text/plain;charset=UTF-8");
            request.sendResponseHeaders(refusal.isEmpty() ? 200 : 400, body.length);
            request.getResponseBody().write(body);
        }
    }

    /** Waits until a step, or the way to another moment, is over. */
    private void settle() {
        while (PASSING.contains(exchange.state()) && !exchange.finished().isDone()) {
            LockSupport.parkNanos(NAP.toNanos());
        }
    }

    private String status() {
        long now = exchange.now();
        double speed = exchange.speed();
        return String.format(
                Locale.ROOT,
                "{\"state\":\"%s\",\"time\":%d,\"at\":\"%s\",\"speed\":%s}\n",
                exchange.state(),
                now,
                Instant.ofEpochMilli(now),
                Double.isInfinite(speed) ? "\"max\"" : String.valueOf(speed));
    }

    private void answer(HttpExchange request) {
        String path = request.getRequestURI().getPath().substring(1);
        if (request.getRequestMethod().equals("GET") && path.isEmpty()) {
            return;
        }
        // A page in somebody's browser is no one who steers.
        if (!request.getRequestMethod().equals("POST")
                || request.getRequestHeaders().containsKey("Origin")) {
            throw new IllegalArgumentException("Cannot " + request.getRequestMethod() + " /" + path
                    + ": GET / tells how the market stands, POST to " + PATHS + " changes it");
        }
        Map<String, String> parameters =
                Address.parameters(request.getRequestURI().toString());
        switch (path) {
            case "pause" -> exchange.pause();
            case "resume" -> exchange.resume();
            case "step" ->
                exchange.step(
                        length(parameters.getOrDefault("by", exchange.interval().code())));
            case "seek" ->
                exchange.seek(TimeArgument.parse(given(parameters, path, "at")).toEpochMilli());
            case "speed" -> exchange.pace(Pace.of(given(parameters, path, "to")));
            case "fault" -> fault(parameters);
            case "clear" -> exchange.faults().clear();
            default -> throw new IllegalArgumentException("There is no /" + path + ": POST to " + PATHS);
        }
    }

    private static String given(Map<String, String> parameters, String path, String name) {
        return Optional.ofNullable(parameters.get(name))
                .orElseThrow(() -> new IllegalArgumentException("Cannot " + path + ": ?" + name + "= is needed"));
    }

    private static Duration length(String code) {
        return Interval.ofCode(code)
                .map(Interval::longest)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Cannot step by '" + code + "': one of " + Interval.codes() + " is needed"));
    }

    private void fault(Map<String, String> parameters) {
        Faults faults = exchange.faults();
        if (parameters.containsKey("frame")) {
            faults.frame(named(FrameFault.class, parameters.get("frame")));
        } else if (parameters.containsKey("rest")) {
            RestFault fault = named(RestFault.class, parameters.get("rest"));
            Optional.ofNullable(parameters.get("symbol"))
                    .ifPresentOrElse(symbol -> faults.rest(fault, symbol), () -> faults.rest(fault));
        } else {
            socket(faults, named(SocketFault.class, given(parameters, "fault", "socket")));
        }
    }

    private static void socket(Faults faults, SocketFault fault) {
        switch (fault) {
            case RESET -> faults.reset();
            case STALL -> faults.stall();
            case HALF_OPEN -> faults.halfOpen();
            case REFUSE -> faults.refuse();
            case BAN -> faults.refuse(RestFault.BANNED);
            case SHUT_DOWN -> faults.shutDown(Duration.ofSeconds(1));
        }
    }

    private static <F extends Enum<F>> F named(Class<F> kind, String name) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(fault -> fault.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no fault '" + name + "': one of "
                        + Arrays.stream(kind.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "))
                        + " is needed"));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** What can happen to all connections, as {@link Faults} does it. */
    private enum SocketFault {
        RESET,
        STALL,
        HALF_OPEN,
        REFUSE,
        BAN,
        SHUT_DOWN
    }
}
