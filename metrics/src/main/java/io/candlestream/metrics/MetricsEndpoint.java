package io.candlestream.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers by HTTP: {@code /metrics} for Prometheus, {@code /live} and {@code /ready} with 200, or with 503 and the reason in
 * one line. Read-only; on two threads of its own, so that one slow asker does not keep another waiting.
 */
public final class MetricsEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final ExpositionFormats formats = ExpositionFormats.init();
    private final ExecutorService threads = Executors.newFixedThreadPool(2, MetricsEndpoint::thread);
    private final Meters meters;
    private final HttpServer server;

    private MetricsEndpoint(Meters meters, Health health, HttpServer server) {
        this.meters = meters;
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, NOT_FOUND, TEXT, bytes("/metrics, /live or /ready")));
        server.createContext("/metrics", this::metrics);
        server.createContext("/live", state(health::whyNotLive));
        server.createContext("/ready", state(health::whyNotReady));
    }

    /**
     * Begins to answer where the settings say, and logs where that is; empty when they want no endpoint.
     *
     * @throws io.candlestream.settings.SettingsException when the port is taken
     */
    public static Optional<MetricsEndpoint> start(MetricsSettings settings, Meters meters, Health health) {
        meters.gauge(
                "live", "1 while the program lives", () -> health.whyNotLive().isEmpty() ? 1 : 0);
        meters.gauge(
                "ready", "1 while it does its work", () -> health.whyNotReady().isEmpty() ? 1 : 0);
        return settings.address().map(address -> {
            MetricsEndpoint endpoint = new MetricsEndpoint(meters, health, bind(address, settings));
            endpoint.server.start();
            LOG.info("Metrics at http://{}:{}/metrics", address.getHostString(), endpoint.port());
            return endpoint;
        });
    }

    private static HttpServer bind(InetSocketAddress address, MetricsSettings settings) {
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            throw settings.refusal()
                    .apply("cannot listen at " + address.getHostString() + ": " + e.getMessage()
                            + " (another program may have the port; 0 takes any that is free, none does without)");
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "metrics");
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void metrics(HttpExchange exchange) throws IOException {
        // A header that is absent is null, in which form the library takes it too.
        ExpositionFormatWriter writer =
                formats.findWriter(exchange.getRequestHeaders().getFirst("Accept"));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        writer.write(body, meters.read());
        answer(exchange, OK, writer.getContentType(), body.toByteArray());
    }

    private static HttpHandler state(Supplier<Optional<String>> trouble) {
        return exchange -> {
            Optional<String> reason = trouble.get();
            answer(exchange, reason.isEmpty() ? OK : UNAVAILABLE, TEXT, bytes(reason.orElse("ok")));
        };
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
