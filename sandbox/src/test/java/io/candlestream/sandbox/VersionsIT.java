package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Of two versions of a candle the table holds one, whole, in whatever order and however often they come. */
@ExtendWith(SharedServers.class)
class VersionsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final int TEN = 10;
    private static final String FIRST = "100.1 102.0 99.5 101.25 10.5 5";
    private static final String SECOND = "100.1 101.9 99.0 101.75 9.5 7";

    /** A pair of versions of one candle: which of them comes first, how each was kinds. */
    private record Pair(int minute, AvroCandle before, AvroCandle after) {}

    @Test
    void versionsNeverMix(Servers servers, @TempDir Path folder) {
        try (CandleTopic topic = new CandleTopic(servers, "versions", folder)) {
            new TableSetup(topic.session()).table("revisions", "versions_revisions");
            Pipeline keeping =
                    topic.pipeline().with("CANDLESTREAM_CONSUMER_CASSANDRA_REVISIONS_TABLE", "versions_revisions");
            int rows;
            try (ChildJvm consumer = keeping.consumer(line -> {})) {
                List<Pair> pairs = new ArrayList<>();
                int minute = TEN;
                for (String[] kinds :
                        new String[][] {{"socket", "3", "3"}, {"rest", "10000", "14000"}, {"archive", "20000", "90000"}
                        }) {
                    pairs.add(new Pair(minute, first(minute, kinds[0], kinds[1]), second(minute, kinds[0], kinds[2])));
                    minute++;
                    pairs.add(new Pair(minute, second(minute, kinds[0], kinds[2]), first(minute, kinds[0], kinds[1])));
                    minute++;
                }
                append(topic, pairs.stream().map(Pair::before).toList(), TEN + pairs.size());
                append(topic, pairs.stream().map(Pair::after).toList(), TEN + pairs.size() + 1);
                List<String> after = values(topic, pairs);

                assertThat(after.get(0)).isEqualTo(after.get(1)).isIn(FIRST, SECOND);
                assertThat(after.subList(2, after.size())).containsOnly(SECOND);

                append(topic, pairs.stream().map(Pair::before).toList(), TEN + pairs.size() + 2);
                assertThat(values(topic, pairs)).isEqualTo(after);
                assertThat(revisions(topic))
                        .as("of REST and of the archive, once each")
                        .containsExactly(FIRST, FIRST);
                rows = TEN + pairs.size() + 3;
                consumer.kill();
            }
            Folders.delete(keeping.checkpoint());
            try (ChildJvm again = keeping.consumer(line -> {})) { // and all comes again
                append(topic, List.of(), rows);
                assertThat(again.stop(DEADLINE)).isZero();
            }
            assertThat(revisions(topic)).containsExactly(FIRST, FIRST);
        }
    }

    /** What stood there, oldest candle first. */
    private static List<String> revisions(CandleTopic topic) {
        return topic
                .session()
                .execute("SELECT * FROM assets.versions_revisions WHERE asset_name = 'bitcoin' AND interval = '1m'"
                        + " ORDER BY timestamp ASC")
                .all()
                .stream()
                .map(row -> Stream.of("open", "high", "low", "close", "volume", "trades")
                        .map(column -> String.valueOf(row.getObject("old_" + column)))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void ofTwoArchivesOneStaysWholeAndTheOtherCanCorrectIt(Servers servers, @TempDir Path folder) throws IOException {
        Path first =
                archive(folder.resolve("1"), "100.10,102.00,99.50,101.25,10.5,1735689659999,1000.125,5,4.5,400.0625,0");
        Path second =
                archive(folder.resolve("2"), "100.10,101.90,99.00,101.75,9.5,1735689659999,1100.125,7,3.5,500.0625,0");
        try (CandleTopic topic = new CandleTopic(servers, "version_files", folder);
                ChildJvm consumer = topic.pipeline().consumer(line -> {})) {
            topic.awaitRows(TEN);
            load(topic, first);
            topic.awaitRows(TEN + 1);
            load(topic, second);
            load(topic, first, "--correct");
            await().atMost(DEADLINE).untilAsserted(() -> assertThat(ada(topic)).isEqualTo(FIRST));
            load(topic, second, "--correct");
            await().atMost(DEADLINE).untilAsserted(() -> assertThat(ada(topic)).isEqualTo(SECOND));

            load(topic, first);
            append(topic, List.of(), TEN + 1);
            assertThat(ada(topic)).isEqualTo(SECOND);
            assertThat(consumer.stop(DEADLINE)).isZero();
        }
    }

    private static AvroCandle first(int minute, String source, String late) {
        return candle(minute, source, late)
                .with("open", "100.10")
                .with("high", "102.00")
                .with("low", "99.50")
                .with("close", "101.25")
                .with("volume", "10.5")
                .with("trades", "5");
    }

    private static AvroCandle second(int minute, String source, String late) {
        return candle(minute, source, late)
                .with("open", "100.10")
                .with("high", "101.90")
                .with("low", "99.00")
                .with("close", "101.75")
                .with("volume", "9.5")
                .with("trades", "7");
    }

    private static AvroCandle candle(int minute, String source, String late) {
        Instant close = Instant.parse(CandleTopic.at(minute)).plusMillis(59_999);
        return AvroCandle.at(CandleTopic.at(minute))
                .with("source", source)
                .with("event_time", close.plusMillis(Long.parseLong(late)).toString());
    }

    /** And one more candle each time, by which to know that they were stored. */
    private static void append(CandleTopic topic, List<AvroCandle> candles, int rows) {
        topic.append(candles);
        topic.append(100 + rows, 101 + rows);
        topic.awaitRows(rows + 1);
    }

    private static List<String> values(CandleTopic topic, List<Pair> pairs) {
        return pairs.stream()
                .map(pair -> row(topic, "bitcoin", Instant.parse(CandleTopic.at(pair.minute()))))
                .toList();
    }

    private static String row(CandleTopic topic, String asset, Instant open) {
        return text(Objects.requireNonNull(topic.session()
                .execute(
                        "SELECT * FROM assets." + topic.table() + " WHERE asset_name = ? AND timestamp = ?",
                        asset,
                        open)
                .one()));
    }

    private static String ada(CandleTopic topic) {
        return StreamSupport.stream(
                        topic.session()
                                .execute("SELECT * FROM assets." + topic.table())
                                .spliterator(),
                        false)
                .filter(row -> "ADAUSDT".equals(row.getString("symbol")))
                .map(VersionsIT::text)
                .findFirst()
                .orElse("");
    }

    private static String text(Row row) {
        return row.getDouble("open") + " " + row.getDouble("high") + " " + row.getDouble("low") + " "
                + row.getDouble("close") + " " + row.getDouble("volume") + " " + row.getInt("trades");
    }

    private static void load(CandleTopic topic, Path data, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("backfill", "--symbols", "ADAUSDT", "--from", "2025-01-01", "--data", data.toString()));
        arguments.addAll(List.of(more));
        Path bookmarks = topic.pipeline().folder().resolve("bookmarks");
        ToolRun run = ToolRun.producer(
                topic.pipeline().with("CANDLESTREAM_PRODUCER_BACKFILL_FOLDER", bookmarks.toString()),
                arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as("%s", run).isZero();
    }

    private static Path archive(Path folder, String row) throws IOException {
        Path file = Files.writeString(
                Files.createDirectories(folder).resolve("ADAUSDT-1m-2025-01.csv"), "1735689600000," + row + "\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-02-01T03:00:00Z")));
        return folder;
    }
}
