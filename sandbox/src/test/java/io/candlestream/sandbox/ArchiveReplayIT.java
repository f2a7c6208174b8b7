package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Market;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An archive of a month, as fast as the pipeline takes it; that of the spot market is VerifyIT's. */
@ExtendWith(SharedServers.class)
class ArchiveReplayIT {
    private static final int CANDLES = 161_280;

    @Test
    void everyColumnOfTheFuturesArchiveIsStored(Servers servers, @TempDir Path folder) {
        Path archive = RecordedData.folder("klines-futures-1m");
        Market market = Market.of(archive, Interval.MINUTE_1);
        try (TestPipeline pipeline = TestPipeline.atFullSpeed(servers, "futures_archive", market, folder)) {
            Verdict verdict = pipeline.playAll();

            assertThat(verdict.equal()).as("%s", verdict).isTrue();
            assertThat(verdict.stored()).isEqualTo(CANDLES);
            assertThat(RecordedData.assertHolds(pipeline.table(), archive)).hasSize(CANDLES);
        }
    }
}
