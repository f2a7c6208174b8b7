package io.candlestream.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that do not end, by a server that sends what a test wants and then waits for the client to leave. */
@Timeout(20)
class RestApiTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n";

    private final ServerSocket server = listen();

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void aBodyThatStallsEndsAtTheDeadlineAndFreesTheConnection() throws Exception {
        CompletableFuture<Boolean> left = answering(HEAD + "[[1,");

        assertThatThrownBy(() -> api().ask("/api/v3/klines", 1, 4 << 20))
                .hasMessageEndingWith("/api/v3/klines: the answer did not end within 300 ms")
                .asInstanceOf(type(RestException.class))
                .matches(RestException::passing);
        assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anAnswerThatNeverBeginsEndsAtTheDeadline() throws Exception {
        CompletableFuture<Boolean> left = answering("");

        assertThatThrownBy(() -> api().ask("/api/v3/klines", 1, 4 << 20))
                .hasMessageEndingWith("no answer within 300 ms");
        assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aBodyThatIsLongerThanItCanBeIsNotReadToItsEnd() throws Exception {
        CompletableFuture<Boolean> left = answering(HEAD + " ".repeat(5000));

        assertThatThrownBy(() -> api().within(Duration.ofSeconds(10)).ask("/api/v3/time", 1, 1024))
                .hasMessageEndingWith("/api/v3/time: the answer is longer than 1024 bytes");
        assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void ofALongRefusalTheBeginningIsEnough() throws Exception {
        CompletableFuture<Boolean> left =
                answering("HTTP/1.1 404 Not Found\r\nContent-Length: 2000000000\r\n\r\nno\n" + "x".repeat(9000));

        assertThatThrownBy(() -> api().within(Duration.ofSeconds(10)).ask("/x", 1, 1024))
                .hasMessageEndingWith("/x: HTTP 404 no");
        assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private RestApi api() {
        URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort());
        return new RestApi(uri, HttpClient.newHttpClient(), new RequestWeightLimiter(6000), PATIENCE);
    }

    /** Sends {@code text} to the first client; true when that has closed its connection. */
    private CompletableFuture<Boolean> answering(String text) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket client = server.accept()) {
                OutputStream out = client.getOutputStream();
                out.write(text.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                while (client.getInputStream().read() >= 0) {
                    // Its request.
                }
                return true;
            } catch (IOException e) {
                return true; // A reset.
            }
        });
    }
}
