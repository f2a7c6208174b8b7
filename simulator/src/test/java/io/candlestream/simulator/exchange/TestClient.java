package io.candlestream.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** A client on the socket that keeps what it receives. */
class TestClient extends WebSocketClient {
    static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    final List<String> closes = new CopyOnWriteArrayList<>();

    TestClient(URI address) {
        super(address);
        setConnectionLostTimeout(0);
    }

    static TestClient connected(Exchange exchange, String resource) {
        TestClient client = new TestClient(URI.create(exchange.streamUrl() + resource));
        client.connected();
        return client;
    }

    final void connected() {
        try {
            if (!connectBlocking(5, TimeUnit.SECONDS)) {
                throw new AssertionError("not connected to " + getURI() + ": " + closes);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next text received. */
    String next() {
        try {
            String text = received.poll(10, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("nothing received from " + getURI() + ", closes " + closes);
            }
            return text;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode nextJson() {
        try {
            return JSON.readTree(next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ask(String request) {
        send(request);
        return next();
    }

    int waiting() {
        return received.size();
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onMessage(String text) {
        received.add(text);
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        closes.add(code + " " + reason);
    }

    @Override
    public void onError(Exception error) {
        closes.add(error.toString());
    }
}
