package io.candlestream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: its exit codes and what it says. */
class BinanceProducerTest {
    private static final Path HOME = Path.of(System.getProperty("candlestream.home"));

    @TempDir
    private Path folder;

    @Test
    void endsWithOneLineWhenASettingIsRefused() throws Exception {
        Process producer = start(Map.of("ASSET_INTERVAL", "2m"));
        assertThat(producer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(producer.exitValue()).isEqualTo(2);
        assertThat(log())
                .filteredOn(line -> line.contains("ERROR"))
                .singleElement()
                .asString()
                .contains("ASSET_INTERVAL");
        assertThat(log()).noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void endsWithTheCauseWhenTheExchangeIsAway() throws Exception {
        Process producer = start(Map.of("CANDLESTREAM_PRODUCER_STARTUP_DEADLINE", "1 s"));
        assertThat(producer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(producer.exitValue()).isEqualTo(1);
        assertThat(log())
                .filteredOn(line -> line.contains("ERROR"))
                .singleElement()
                .asString()
                .contains("Cannot ask");
        assertThat(log()).noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void endsWithZeroOnSigterm() throws Exception {
        Process producer = start(Map.of());
        await().until(() -> log().stream().anyMatch(line -> line.contains("trying again")));
        producer.destroy();
        assertThat(producer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(producer.exitValue()).isZero();
        assertThat(log().get(log().size() - 1)).contains("stopped: 0 frames, 0 published, 0 rejected");
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder producer = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BinanceProducer.class.getName());
        producer.environment()
                .put(
                        "ASSET_SCHEMA_LOCATION",
                        HOME.resolve("schemas/assets.avsc").toString());
        producer.environment().put("CANDLESTREAM_PRODUCER_REST_URL", "http://localhost:1");
        producer.environment().putAll(environment);
        return producer.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }
}
