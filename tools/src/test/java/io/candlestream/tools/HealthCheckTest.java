package io.candlestream.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthCheckTest {
    private HttpServer server;
    private String url;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/well", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/ill", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        url = "http://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isWellWhenThePageAnswers() {
        assertThat(HealthCheck.run(url + "/well")).isZero();
    }

    @Test
    void isIllWhenThePageSaysSo() {
        assertThat(HealthCheck.run(url + "/ill")).isEqualTo(1);
    }

    @Test
    void isIllWhenNobodyListens() {
        server.stop(0);

        assertThat(HealthCheck.run(url + "/well")).isEqualTo(1);
    }

    @Test
    void refusesToGuessWhatToAsk() {
        assertThat(HealthCheck.run()).isEqualTo(2);
    }
}
