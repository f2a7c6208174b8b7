package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.TestAuthority;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServers.class)
class TlsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    void listensToAnExchangeWhoseAuthorityItTrustsAndToNoOther(Servers servers, @TempDir Path folder) {
        TestAuthority authority = new TestAuthority(folder);
        SeededMarket market = new SeededMarket(1, List.of("BTCUSDT"), Interval.MINUTE_1, TestPipeline.START);
        Exchange exchange = new Exchange(
                market, Pace.times(600), Exchange.Options.defaults().with(authority.context("localhost")));
        try (TestPipeline pipeline = TestPipeline.with(servers, "tls", market, exchange, folder)) {
            Pipeline stranger = pipeline.pipeline().with("CANDLESTREAM_PRODUCER_STARTUP_DEADLINE", "2 s");
            try (ChildJvm producer = stranger.producer(line -> {})) {
                assertThat(producer.await(DEADLINE)).isNotZero();
                assertThat(producer.tail()).contains("certif").doesNotContain("\tat ");
            }

            Pipeline trusting = pipeline.pipeline()
                    .with(
                            "CANDLESTREAM_PRODUCER_CA_FILE",
                            authority.certificate().toString());
            try (ChildJvm producer = trusting.producer(line -> {})) {
                assertThat(exchange.awaitSubscriptions(Set.of("btcusdt@kline_1m"), DEADLINE))
                        .as(producer.tail())
                        .isEmpty();
                exchange.open();
                await().atMost(DEADLINE).until(() -> Topics.size(servers.brokers(), "data.tls") > 10);
                assertThat(producer.stop(DEADLINE)).isZero();
            }
        }
    }
}
