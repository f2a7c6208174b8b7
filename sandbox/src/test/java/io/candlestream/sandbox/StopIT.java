package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServers.class)
class StopIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    void aConsumerStoppedAmidTheStreamGoesOnWhereItWas(Servers servers, @TempDir Path folder) {
        SeededMarket market = new SeededMarket(7, List.of("BTCUSDT", "ETHUSDT"), Interval.MINUTE_1, TestPipeline.START);
        Exchange exchange = new Exchange(market, Pace.times(600));
        try (TestPipeline pipeline = TestPipeline.with(servers, "stopped", market, exchange, folder);
                PipelineRun first = pipeline.start()) {
            await().atMost(DEADLINE)
                    .until(() -> pipeline.table().rows().iterator().hasNext());
            assertThat(first.consumer().stop(DEADLINE)).isZero();
            assertThat(first.consumer().tail()).doesNotContain("ERROR").doesNotContain("\tat ");
            long closed = exchange.truth().closed();
            await().atMost(DEADLINE).until(() -> exchange.truth().closed() > closed + 20);

            Pipeline watched = pipeline.pipeline().watchable();
            ConsumerWatch watch = new ConsumerWatch(watched);
            try (ChildJvm second = watched.consumer(line -> {})) {
                exchange.stop();
                await().atMost(DEADLINE).until(() -> pipeline.verdict().equal());
                await().atMost(DEADLINE).until(() -> watch.look().isCurrent());
                assertThat(first.producer().stop(DEADLINE)).isZero();
                assertThat(second.stop(DEADLINE)).isZero();
            }
            assertThat(watch.look().records()).isPositive().isLessThan(Topics.size(servers.brokers(), "data.stopped"));
        }
    }
}
