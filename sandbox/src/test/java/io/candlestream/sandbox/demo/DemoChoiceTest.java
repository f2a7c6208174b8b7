package io.candlestream.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.server.CassandraLogin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several demos a tool takes, and what it says of it. */
class DemoChoiceTest {
    @TempDir
    private Path folder;

    @Test
    void oneDemoIsTakenWithoutAWord() {
        DemoPlace only = place("4711", Optional.empty());

        assertThat(DemoChoice.of(Optional.empty(), List.of(only), Optional.empty()))
                .isEqualTo(new DemoChoice(Optional.of(only), Optional.empty()));
        assertThat(DemoChoice.of(Optional.empty(), List.of(), Optional.of(only)))
                .isEqualTo(new DemoChoice(Optional.of(only), Optional.empty()));
    }

    @Test
    void ofSeveralTheNewestIsTakenAndThatIsSaid() {
        DemoPlace old = place("4711", Optional.empty());
        DemoPlace young = place("4712", Optional.of("blue"));

        DemoChoice choice = DemoChoice.of(Optional.empty(), List.of(old, young), Optional.empty());

        assertThat(choice.place()).contains(young);
        assertThat(choice.message())
                .contains("2 demos run, this is on the newest, blue (4712), made-up market, 60×, BTCUSDT,ETHUSDT;"
                        + " --demo NAME|N chooses: 1 = 4711, made-up market, 60×, BTCUSDT,ETHUSDT;"
                        + " 2 = blue (4712), made-up market, 60×, BTCUSDT,ETHUSDT");
    }

    @Test
    void nameProcessAndPlaceChoose() {
        DemoPlace old = place("4711", Optional.empty());
        DemoPlace young = place("4712", Optional.of("blue"));
        DemoPlace kept = place("kept", Optional.empty());

        for (String first : List.of("1", "4711")) {
            assertThat(chosen(first, old, young, kept)).contains(old);
        }
        for (String second : List.of("2", "4712", "blue")) {
            assertThat(chosen(second, old, young, kept)).contains(young);
        }
        assertThat(chosen("kept", old, young, kept)).contains(kept);
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatThereAre() {
        DemoPlace old = place("4711", Optional.empty());
        DemoChoice choice = DemoChoice.of(Optional.of("red"), List.of(old), Optional.empty());

        assertThat(choice.place()).isEmpty();
        assertThat(choice.message())
                .contains("No demo is called red: there are 1 = 4711, made-up market, 60×, BTCUSDT,ETHUSDT");
        assertThat(DemoChoice.of(Optional.of("red"), List.of(), Optional.empty())
                        .message())
                .hasValueSatisfying(text -> assertThat(text).contains("No demo runs and none was kept"));
    }

    @Test
    void thePageOfAKeptDemoWaitsForNobody() {
        assertThat(place("4711", Optional.empty()).environment())
                .containsEntry("CANDLESTREAM_DASHBOARD_PRODUCER_METRICS", "http://127.0.0.1:20001/metrics")
                .containsEntry("CANDLESTREAM_DASHBOARD_CONSUMER_METRICS", "http://127.0.0.1:20002/metrics");
        assertThat(place("kept", Optional.empty()).environment())
                .containsEntry("CANDLESTREAM_DASHBOARD_PRODUCER_METRICS", " ")
                .containsEntry("CANDLESTREAM_DASHBOARD_CONSUMER_METRICS", " ");
    }

    private static Optional<DemoPlace> chosen(String name, DemoPlace old, DemoPlace young, DemoPlace kept) {
        return DemoChoice.of(Optional.of(name), List.of(old, young), Optional.of(kept))
                .place();
    }

    private DemoPlace place(String id, Optional<String> name) {
        DemoPlace place = new DemoPlace(folder.resolve(id));
        place.describe(name, "made-up market, 60×");
        place.remember(
                new CassandraLogin("127.0.0.1", 20_003, "reader", "secret", Optional.empty()),
                Map.of(
                        "REDPANDA_BROKERS",
                        "127.0.0.1:20000",
                        "ASSET_SYMBOLS",
                        "BTCUSDT,ETHUSDT",
                        "CANDLESTREAM_PRODUCER_METRICS_PORT",
                        "20001",
                        "CANDLESTREAM_CONSUMER_METRICS_PORT",
                        "20002"));
        return place;
    }
}
