package io.candlestream.sandbox.status;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
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

    /**
     * What a part answered.
     *
     * @param why it is not ready; empty when it is
     */
    record State(boolean ready, String why) {
        static final State READY = new State(true, "");

        static State not(String why) {
            return new State(false, why);
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

    /** A program that tells its metrics, and beside them whether it is ready. */
    static Component program(String name, String host, String port, OptionalLong pid) {
        String base = "http://" + host + ":" + port;
        return new Component(name, base + "/metrics", base + "/ready", pid);
    }

    /** Asks it now. */
    State state() {
        return asked.isEmpty() ? connected() : answered();
    }

    private State connected() {
        URI uri = URI.create(address.contains("://") ? address : "tcp://" + address.replaceFirst(",.*", ""));
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().matches("https|wss") ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), port), (int) PATIENCE.toMillis());
            return State.READY;
        } catch (IOException | IllegalArgumentException e) {
            return State.not("nobody answers there");
        }
    }

    private State answered() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(asked).toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            int code = connection.getResponseCode();
            return code == OK ? State.READY : State.not(reason(connection, code));
        } catch (IOException | IllegalArgumentException e) {
            return State.not("nobody answers there");
        }
    }

    private static String reason(HttpURLConnection connection, int code) throws IOException {
        try (InputStream in = connection.getErrorStream()) {
            String text = in == null ? "" : new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return text.lines().findFirst().filter(line -> !line.isBlank()).orElse("it answers " + code);
        }
    }

    /** Plain data for a program. */
    Map<String, Object> data(State state) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", name);
        data.put("address", address);
        pid.ifPresent(id -> data.put("pid", id));
        data.put("ready", state.ready());
        if (!state.ready()) {
            data.put("why", state.why());
        }
        return data;
    }
}
