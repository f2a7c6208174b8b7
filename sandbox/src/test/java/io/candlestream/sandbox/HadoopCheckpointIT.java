package io.candlestream.sandbox;

import static io.candlestream.sandbox.CandleTopic.DEADLINE;
import static io.candlestream.sandbox.CandleTopic.error;
import static io.candlestream.sandbox.CandleTopic.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint on a file system that is not this machine's: Hadoop's {@code viewfs}, whose mount table leads to a folder. */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class HadoopCheckpointIT {
    private static final String CHECKPOINT = "viewfs://mounts/data/checkpoint";

    @TempDir
    private Path folder;

    @Test
    void itIsResumedAndGuardedLikeALocalOne(Servers servers) throws IOException {
        try (CandleTopic candles = new CandleTopic(servers, "hadoop_guarded", folder)) {
            Pipeline pipeline = onMounts(candles);
            candles.consume(pipeline, 10);
            assertThat(folder.resolve("mounted/checkpoint/candlestream.properties"))
                    .exists();
            candles.append(10, 12);
            int rows = ofTwoConsumersOneStopsAndTheOtherGoesOn(candles, pipeline);

            candles.makeAnew();
            candles.append(62, 130); // more than were read of the old one

            assertThat(refusal(pipeline))
                    .contains("Cannot go on from checkpoint " + CHECKPOINT, "created again", "--accept-loss");
            candles.consume(pipeline.with("CANDLESTREAM_CONSUMER_ACCEPT_LOSS", "true"), rows + 68);
        }
    }

    /** Both go on from what the one before them has read; returns how many rows there are then. */
    private static int ofTwoConsumersOneStopsAndTheOtherGoesOn(CandleTopic candles, Pipeline pipeline) {
        try (ChildJvm first = pipeline.consumer(line -> {});
                ChildJvm second = pipeline.consumer(line -> {})) {
            candles.awaitRows(12);
            int minute = 12;
            for (; first.alive() && second.alive() && minute < 60; minute++) {
                candles.append(minute, minute + 1);
                candles.awaitRows(minute + 1);
            }
            await().atMost(DEADLINE).until(() -> !first.alive() || !second.alive());
            ChildJvm stopped = first.alive() ? second : first;
            assertThat(stopped.await(DEADLINE)).isNotZero();
            assertThat(error(stopped))
                    .contains("Cannot use checkpoint " + CHECKPOINT + ": another consumer runs on it");

            candles.append(60, 62);
            ChildJvm other = first.alive() ? first : second;
            await().atMost(DEADLINE).until(() -> candles.holds(60) && candles.holds(61));
            assertThat(other.stop(DEADLINE)).isZero();
            return minute + 2;
        }
    }

    /** The mount table is a setting of Hadoop, which Spark passes on. */
    private Pipeline onMounts(CandleTopic candles) throws IOException {
        Path mounted = Files.createDirectories(folder.resolve("mounted"));
        Path settings = Files.write(
                folder.resolve("settings.conf"),
                List.of("candlestream.consumer.spark.conf {"
                        + "\"spark.hadoop.fs.viewfs.mounttable.mounts.link./data\" = \"" + mounted.toUri() + "\" }"));
        return candles.pipeline()
                .with("CANDLESTREAM_CONFIG", settings.toString())
                .with("CANDLESTREAM_CONSUMER_CHECKPOINT", CHECKPOINT);
    }
}
