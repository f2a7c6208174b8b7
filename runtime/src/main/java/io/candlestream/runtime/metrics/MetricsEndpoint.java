package io.candlestream.runtime.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers by HTTP: {@code /metrics} for Prometheus, {@code /live} and {@code /ready} with 200, or with 503 and the reason in
 * one line. Read-only; a client that is slow, or many of them, keep nobody else waiting.
 */
public final class MetricsEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);
    private static final int BACKLOG = 128;

    private final ExpositionFormats formats = ExpositionFormats.init();
    private final MetricRegistry meters;
    private final Health health;
    private final HttpListener listener;

    private MetricsEndpoint(MetricRegistry meters, Health health, ServerSocket server) {
        this.meters = meters;
        this.health = health;
        this.listener = new HttpListener(server, this::answer);
    }

    /**
     * Begins to answer where the settings say, and logs where that is; empty when they want no endpoint.
     *
     * @throws io.candlestream.runtime.settings.SettingsException when the port is taken
     */
    public static Optional<MetricsEndpoint> start(MetricsSettings settings, MetricRegistry meters, Health health) {
        meters.gauge(
                "live", "1 while the program lives", () -> health.whyNotLive().isEmpty() ? 1 : 0);
        meters.gauge(
                "ready", "1 while it does its work", () -> health.whyNotReady().isEmpty() ? 1 : 0);
        return settings.address().map(address -> {
            MetricsEndpoint endpoint = new MetricsEndpoint(meters, health, bind(address, settings));
            endpoint.listener.start();
            LOG.info("Metrics at http://{}:{}/metrics", address.getHostString(), endpoint.port());
            return endpoint;
        });
    }

    private static ServerSocket bind(InetSocketAddress address, MetricsSettings settings) {
        try {
            ServerSocket server = new ServerSocket();
            server.bind(address, BACKLOG);
            return server;
        } catch (IOException e) {
            throw settings.refusal()
                    .apply("cannot listen at " + address.getHostString() + ": " + e.getMessage()
                            + " (another program may have the port; 0 takes any that is free, none does without)");
        }
    }

    int port() {
        return listener.port();
    }

    private Reply answer(Request request) {
        return switch (request.path()) {
            case "/metrics" -> metrics(request);
            case "/live" -> state(health.whyNotLive());
            case "/ready" -> state(health.whyNotReady());
            default -> Reply.text("404 Not Found", "/metrics, /live or /ready");
        };
    }

    private Reply metrics(Request request) {
        // A header that is absent is null for the library.
        ExpositionFormatWriter writer = formats.findWriter(request.accept().orElse(null));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, meters.read());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reply(Reply.OK, writer.getContentType(), body.toString(StandardCharsets.UTF_8));
    }

    private static Reply state(Optional<String> reason) {
        return Reply.text(reason.isEmpty() ? Reply.OK : "503 Service Unavailable", reason.orElse("ok"));
    }

    @Override
    public void close() {
        listener.close();
    }
}
