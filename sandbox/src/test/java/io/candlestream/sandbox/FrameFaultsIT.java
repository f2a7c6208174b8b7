package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.FrameFault;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServers.class)
class FrameFaultsIT {
    private static final long SEED = 20_261_120;
    private static final int TIMES = 5;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** Those that need a gap healed: an unreadable message ends the connection, a missing one leaves a hole. */
    private static final Set<FrameFault> COSTLY =
            EnumSet.of(FrameFault.NOT_UTF8, FrameFault.BIG, FrameFault.MISSING_CLOSE, FrameFault.IMPOSSIBLE_CLOSE);

    /** Those that are well-formed klines which cannot be true: published, and dead letters of the consumer. */
    private static final Set<FrameFault> IMPOSSIBLE =
            EnumSet.of(FrameFault.NEGATIVE_VOLUME, FrameFault.LOW_ABOVE_HIGH, FrameFault.OFF_THE_GRID);

    @Test
    void badMessagesHarmNoneOfTheGoodOnes(Servers servers, @TempDir Path folder) {
        SeededMarket market =
                new SeededMarket(SEED, List.of("BTCUSDT", "ETHUSDT"), Interval.MINUTE_1, TestPipeline.START);
        Exchange exchange = new Exchange(market, Pace.times(300));
        List<FrameFault> faults = shuffled();
        try (TestPipeline pipeline = TestPipeline.with(servers, "bad_frames", market, exchange, folder);
                PipelineRun run = pipeline.start()) {
            for (FrameFault fault : faults) {
                exchange.faults().frame(fault);
                await().atMost(DEADLINE).until(() -> exchange.faults().framesPending() == 0);
            }
            exchange.stop();
            Verdict verdict = run.settle(pipeline::verdict, DEADLINE);
            run.stop();

            assertThat(verdict.equal())
                    .as("seed %d, faults %s: %s", SEED, faults, verdict.examples())
                    .isTrue();
            assertThat(verdict.closed()).isPositive();
            assertThat(Topics.size(servers.brokers(), "data.bad_frames.dead"))
                    .as("dead letters, seed %d", SEED)
                    .isEqualTo((long) TIMES * IMPOSSIBLE.size());
        }
    }

    private static List<FrameFault> shuffled() {
        List<FrameFault> faults = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            faults.addAll(EnumSet.complementOf(EnumSet.copyOf(COSTLY)));
        }
        Collections.shuffle(faults, new Random(SEED));
        return faults;
    }
}
