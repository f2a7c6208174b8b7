package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.run.LivePage;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.SeededMarket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of a demo beside another that was a moment faster. */
@ExtendWith(SharedServers.class)
class LivePageIT {
    @Test
    void findsAnotherPortWhenItsOwnWasTakenBeforeItListened(Servers servers, @TempDir Path folder)
            throws IOException, InterruptedException {
        SeededMarket market = new SeededMarket(1, List.of("BTCUSDT"), Interval.MINUTE_1, 0);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestPipeline pipeline = TestPipeline.atFullSpeed(servers, "live_page", market, folder);
                LivePage page = new LivePage(pipeline.pipeline(), servers.superuser(), taken.getLocalPort())) {
            await().atMost(Duration.ofMinutes(1)).until(page::hasOpened);

            assertThat(page.address()).doesNotEndWith(":" + taken.getLocalPort());
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(page.address())).build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
