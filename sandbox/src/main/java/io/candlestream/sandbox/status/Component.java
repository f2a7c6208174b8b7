package io.candlestream.sandbox.status;

import io.candlestream.runtime.metrics.MetricsClient;
import io.candlestream.runtime.metrics.MetricsReading;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One server or program: where it is, and whether it is ready.
 *
 * @param address {@code host:port}, or a URL
 * @param asked where it says whether it is ready; empty where an open port is all that can be asked for
 */
record Component(String name, String address, String asked, OptionalLong pid) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final int MOST_BYTES = 400;
    private static final String METRICS = "/metrics";

    /**
     * What a part answered.
     *
     * @param why it is not ready; empty when it is
     * @param streams what it did with each, where it counts that
     */
    record State(Component part, String why, List<StreamCounts> streams) {
        boolean ready() {
            return why.isEmpty();
        }

        /** Plain data for a program. */
        Map<String, Object> data() {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("name", part.name);
            data.put("address", part.address);
            part.pid.ifPresent(id -> data.put("pid", id));
            data.put("ready", ready());
            if (!ready()) {
                data.put("why", why);
            }
            if (!streams.isEmpty()) {
                data.put("streams", streams.stream().map(StreamCounts::data).toList());
            }
            return data;
        }
    }

    /** A server that is ready once it takes connections. */
    static Component server(String name, String address, OptionalLong pid) {
        return new Component(name, address, "", pid);
    }

    /** A program with a page of its own. */
    static Component page(String name, String url, OptionalLong pid) {
        return new Component(name, url, url, pid);
    }

    /**
     * A program of this machine that tells its metrics, and beside them whether it is ready.
     *
     * @param environment whose variable names the port, which is {@code usual} otherwise
     */
    static Component program(String name, Map<String, String> environment, String usual, OptionalLong pid) {
        String port = environment.getOrDefault("CANDLESTREAM_" + name.toUpperCase(Locale.ROOT) + "_METRICS_PORT", "");
        String base = "http://127.0.0.1:" + (port.isBlank() ? usual : port);
        return new Component(name, base + METRICS, base + "/ready", pid);
    }

    State state() {
        return new State(this, asked.isEmpty() ? connected() : answered(), streams());
    }

    private List<StreamCounts> streams() {
        return address.endsWith(METRICS)
                ? StreamCounts.of(
                        name,
                        new MetricsClient(URI.create(address), PATIENCE).read().orElse(MetricsReading.NONE))
                : List.of();
    }

    /** Why it is not ready, as {@link #answered}. */
    private String connected() {
        URI uri = URI.create(address.contains("://") ? address : "tcp://" + address.replaceFirst(",.*", ""));
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().matches("https|wss") ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), port), (int) PATIENCE.toMillis());
            return "";
        } catch (IOException | IllegalArgumentException e) {
            return "nobody answers there";
        }
    }

    private String answered() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(asked).toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            int code = connection.getResponseCode();
            return code == OK ? "" : reason(connection, code);
        } catch (IOException | IllegalArgumentException e) {
            return "nobody answers there";
        }
    }

    private static String reason(HttpURLConnection connection, int code) throws IOException {
        try (InputStream in = connection.getErrorStream()) {
            String text = in == null ? "" : new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return text.lines().findFirst().filter(line -> !line.isBlank()).orElse("it answers " + code);
        }
    }
}
