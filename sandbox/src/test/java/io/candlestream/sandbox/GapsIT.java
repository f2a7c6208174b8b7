package io.candlestream.sandbox;

import static io.candlestream.sandbox.CandleTopic.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.server.Servers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServers.class)
class GapsIT {
    @Test
    void gapsAreStoredBesideTheCandlesAndBadOnesAreDeadLetters(Servers servers, @TempDir Path folder) {
        List<String> open = List.of("BTCUSDT", "1m", at(100), at(110), "restart", "open", at(120), "", "");
        List<String> healed = List.of("BTCUSDT", "1m", at(100), at(110), "restart", "healed", at(120), at(121), "rest");
        try (CandleTopic candles = new CandleTopic(servers, "gaps_beside", folder)) {
            candles.topics().create(candles.topic() + ".gaps", 1);
            candles.topics()
                    .append(Stream.of(healed, open, List.of("BTCUSDT"))
                            .map(texts -> new GapRecord(texts).in(candles.topic() + ".gaps"))
                            .toList());

            candles.consume(candles.pipeline(), 10);

            Row row = Objects.requireNonNull(candles.session()
                    .execute(
                            "SELECT * FROM assets.gaps WHERE symbol = 'BTCUSDT' AND interval = '1m' AND from_time = ?",
                            Instant.parse(at(100)))
                    .one());
            assertThat(row.getString("state")).isEqualTo("healed");
            assertThat(row.getString("cause")).isEqualTo("restart");
            assertThat(row.getInstant("to_time")).isEqualTo(at(110));
            assertThat(row.getInstant("healed_at")).isEqualTo(at(121));
            assertThat(candles.topics().read(candles.topic() + ".dead")).hasSize(1);
        }
    }
}
