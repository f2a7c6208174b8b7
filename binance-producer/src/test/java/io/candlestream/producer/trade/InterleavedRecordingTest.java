package io.candlestream.producer.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.connection.FeedStream;
import io.candlestream.ingest.connection.FrameHandler;
import io.candlestream.ingest.connection.SubscriptionPlan;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.metrics.Counted;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.producer.venue.BinanceProtocol;
import io.candlestream.runtime.metrics.MetricRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** All that one connection received: trades among frames of other streams, which belong to nobody. */
class InterleavedRecordingTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("candlestream.home"), "../shared/data/streams/binance");
    private static final Set<String> SYMBOLS = Set.of("BTCUSDT");

    private final List<Trade> trades = new ArrayList<>();
    private final ProducerMetrics metrics = new ProducerMetrics(List.of("trades"));

    @Test
    void everyTradeIsTakenOnceInOrderAndTheOthersAreCountedByTheirTypes() throws IOException {
        assumeTrue(Files.exists(FOLDER), "no recording at " + FOLDER);
        Channel<Trade> channel = new IdChannel<>(
                TradeKind.TRADES,
                new RestApi(
                        URI.create("http://127.0.0.1:1"), HttpClient.newHttpClient(), new RequestWeightLimiter(6000)));
        FrameHandler handler = new FrameHandler(
                new SubscriptionPlan(1, List.of(new FeedStream<>(channel, SYMBOLS, some -> trades::add))),
                new BinanceProtocol(1 << 20),
                metrics);
        for (String name : List.of("btcusdt_20240808.gz", "btcusdt_20240809.gz")) {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(FOLDER.resolve(name))), StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> handler.take(line.substring(line.indexOf('{'))));
            }
        }

        assertThat(trades).hasSize(19_904);
        for (int i = 1; i < trades.size(); i++) {
            assertThat(trades.get(i).id()).isEqualTo(trades.get(i - 1).id() + 1);
        }
        MetricRegistry registry = new MetricRegistry("test");
        metrics.show(registry);
        assertThat(registry.text())
                .contains(
                        "test_unknown_events_total{type=\"bookTicker\"} 73174.0\n",
                        "test_unknown_events_total{type=\"depthUpdate\"} 6495.0\n");
        assertThat(Counted.causes(metrics)).containsExactly(RejectCause.UNEXPECTED);
        assertThat(Counted.rejections(metrics, RejectCause.UNEXPECTED)).isEqualTo(73_174 + 6_495 + 1);
    }

    @Test
    void twoConnectionsThatTellEachTradeLeaveNoGap() throws IOException {
        everyTradeIsTakenOnceInOrderAndTheOthersAreCountedByTheirTypes();
        IdContinuity continuity = new IdContinuity(TradeKind.TRADES, "BTCUSDT");
        int lag = 700;
        for (int i = 0; i < trades.size() + lag; i++) {
            if (i < trades.size()) {
                continuity.take(trades.get(i), i);
            }
            if (i >= lag) {
                continuity.take(trades.get(i - lag), i);
            }
        }

        assertThat(continuity.overdue(Long.MAX_VALUE, 0)).isEmpty();
    }
}
