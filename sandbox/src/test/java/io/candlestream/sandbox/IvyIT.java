package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.cluster.ForeignSpark;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The thin consumer on a Spark of somebody else's, completed by {@code ivy.xml}. */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class IvyIT {
    private static final int CANDLES = 10;

    @Test
    void sparkAndWhatIvyFetchesRunTheConsumer(Servers servers, @TempDir Path folder)
            throws IOException, InterruptedException {
        ForeignSpark home = ForeignSpark.assemble(Files.createDirectories(folder.resolve("spark")));
        assertThat(home.fetched())
                .hasSize(22)
                .anyMatch(jar -> jar.startsWith("spark-cassandra-connector_2.12-"))
                .noneMatch(jar -> jar.startsWith("spark-sql_"));

        try (CandleTopic topic = new CandleTopic(servers, "ivy", folder);
                ChildJvm consumer = home.submit(topic.pipeline(), "local[2]")) {
            topic.awaitRows(CANDLES);

            assertThat(consumer.stop(CandleTopic.DEADLINE)).as(consumer.tail()).isZero();
        }
    }
}
