package io.candlestream.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Tells what a busy producer and a busy consumer would, so that every figure of the page has something to show. */
final class MetricsStub implements AutoCloseable {
    private final HttpServer server;
    private int asked;

    MetricsStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/metrics", exchange -> {
            byte[] body = text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/metrics";
    }

    private String text() {
        asked++;
        return """
                candlestream_producer_frames_total %d
                candlestream_producer_connections 3
                candlestream_producer_connections_lost_total 1
                candlestream_producer_gaps_total 3
                candlestream_producer_gaps_healed_total 1
                candlestream_producer_gaps_empty_total 1
                candlestream_consumer_rows_total %d
                candlestream_consumer_dead_letters_total{cause="BAD_NUMBER"} 3
                candlestream_consumer_latency_seconds_bucket{le="0.25"} %d
                candlestream_consumer_latency_seconds_bucket{le="0.5"} %d
                candlestream_consumer_latency_seconds_bucket{le="+Inf"} %d
                candlestream_consumer_latency_seconds_count %d
                candlestream_consumer_batch_seconds_sum %d
                candlestream_consumer_batch_seconds_count %d
                candlestream_consumer_offsets_behind 1234
                candlestream_consumer_last_batch_timestamp_seconds %d
                """.formatted(
                        13_000 * asked,
                        12_000 * asked,
                        900 * asked,
                        1000 * asked,
                        1000 * asked,
                        1000 * asked,
                        asked,
                        4 * asked,
                        Instant.now().getEpochSecond());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
