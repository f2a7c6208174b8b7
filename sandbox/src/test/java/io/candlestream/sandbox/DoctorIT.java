package io.candlestream.sandbox;

import static io.candlestream.sandbox.CandleTopic.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says when all is well, and of each kind of trouble, on real servers. */
@ExtendWith(SharedServers.class)
class DoctorIT {
    private static final String NAME = "doctor";
    private static final String PASSWORD = "doctors-9f3a7c1e";
    /** Asked by everyone, each for some seconds, side by side; the rest is the start of a JVM. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final CandleTopic candles;
    private final Pipeline pipeline;
    private final Path checkpoint;

    DoctorIT(Servers servers, @TempDir Path folder) {
        candles = new CandleTopic(servers, NAME, folder);
        checkpoint = folder.resolve("checkpoint");
        pipeline = candles.pipeline().with("CANDLESTREAM_TOOLS_REST_URL", "http://127.0.0.1:1");
    }

    @AfterEach
    void close() {
        candles.close();
    }

    @Test
    void allIsWellThenEachTroubleIsNamedWithItsWayOut() throws Exception {
        isContentWithARunningAndWithAStoppedConsumer();
        isSoonDoneWhenEverybodyIsAway();
        namesAWrongPasswordAndAMissingTopic();
        namesARowOfTheFutureAndWhatTradesLack();
        namesGarbageAMissingColumnAndAnotherSchemaOfTrades();
        namesAWrongDataCentreAndWarnsOfAnotherCompaction();
        makeLogins();
        isContentWithWhoMayOnlyRead();
        namesTroubleWithTheCheckpointAndALoginWithoutRights();
    }

    private void isContentWithARunningAndWithAStoppedConsumer() throws IOException {
        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            candles.awaitRows(10);

            assertThat(well(pipeline).begin("checkpoint"))
                    .isEqualTo("process " + consumer.pid() + " runs on " + checkpoint);
            assertThat(consumer.stop(DEADLINE)).isZero();
        }
        ToolRun text = ToolRun.tool(pipeline, NAME);
        assertThat(text.exitCode()).as("%s", text).isZero();
        assertThat(text.answer())
                .containsPattern(
                        "(?m)^ok    topic         data.doctor: 1 partition, 1 copy, kept for ever, holds 10 records$")
                .containsPattern("(?m)^ok    records       1 newest record read by ")
                .contains("no consumer runs on " + checkpoint + ", 0 records behind")
                .contains("ok    files         assets.doctor lies in ")
                .endsWith("18 ok, 0 warn, 0 fail, 1 skip" + System.lineSeparator());
    }

    /** What it found when every check was ok but that of the registry, which is not set. */
    private static Findings well(Pipeline with) throws IOException {
        Findings findings = Findings.of(with);

        assertThat(findings.code()).as("%s", findings).isZero();
        assertThat(findings.marked("ok")).as("%s", findings).hasSize(18);
        assertThat(findings.marked("skip")).isEqualTo(Set.of("registry"));
        return findings;
    }

    private void isSoonDoneWhenEverybodyIsAway() throws IOException {
        Findings away = Findings.of(pipeline.with("REDPANDA_BROKERS", "127.0.0.1:1")
                .with("ASSET_CASSANDRA_PORT", "1")
                .with("CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY", "http://127.0.0.1:1"));

        away.fails("broker", "127.0.0.1:1", "REDPANDA_BROKERS");
        away.fails("cassandra", "nobody answers there", "ASSET_CASSANDRA_PORT");
        away.fails("registry", "http://127.0.0.1:1 does not answer", "CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY");
        assertThat(away.found("topic")).isEqualTo("the brokers do not answer");
        assertThat(away.found("records")).isEqualTo("the schema registry does not answer");
        assertThat(away.found("table")).isEqualTo("Cassandra does not answer");
        assertThat(away.marked("ok")).isEqualTo(Set.of("java", "spark", "schema", "checkpoint", "disk"));
    }

    private void namesAWrongPasswordAndAMissingTopic() throws IOException {
        Findings wrong = Findings.of(
                pipeline.with("ASSET_CASSANDRA_PASSWORD", PASSWORD).with("ASSET_PRICES_TOPIC", "no.such.topic"));

        wrong.fails("cassandra", "login refused", "ASSET_CASSANDRA_PASSWORD");
        wrong.fails("topic", "there is no topic no.such.topic", "ASSET_PRICES_TOPIC");
        wrong.fails("checkpoint", "its topic is data.doctor, ours no.such.topic", "CANDLESTREAM_CONSUMER_CHECKPOINT");
        assertThat(wrong.marked("ok")).contains("broker", "schema");
    }

    /** The statement that it names deletes the row. */
    private void namesARowOfTheFutureAndWhatTradesLack() throws IOException {
        candles.session()
                .execute("INSERT INTO assets.doctor (asset_name, timestamp, open, is_closed, collected_at) VALUES"
                        + " ('bitcoin', '2200-01-01T00:00:00Z', 1, true, '2026-01-01T00:00:00Z')"
                        + " USING TIMESTAMP 7258118460000000");
        Findings missing = Findings.of(withTrades());

        missing.fails("rows", "bitcoin at 2200-01-01T00:00:00Z", "DELETE FROM assets.doctor USING TIMESTAMP ");
        missing.fails("trades topic", "no topic data.doctor.trades", "CANDLESTREAM_CONSUMER_TRADES_TOPIC");
        missing.fails("trades table", "no table assets.doctor_trades", "trades.cql");
        assertThat(missing.marked("ok")).contains("topic", "table", "trades schema");
        missing.fails("trades table", "assets.doctor_trades", "CANDLESTREAM_CONSUMER_CASSANDRA_TRADES_TABLE");
        candles.session().execute(missing.check("rows").get("wayOut").asText().split(";", 2)[0]);
    }

    private void namesGarbageAMissingColumnAndAnotherSchemaOfTrades() throws IOException {
        candles.topics().create("data.garbage", 1);
        candles.topics().append(List.of(new ProducerRecord<>("data.garbage", new byte[] {1}, new byte[] {1, 2, 3})));
        table("doctor_narrow", "    source text,\n", "");
        candles.topics().create("data.doctor.trades", 1);
        String cql = Files.readString(ProjectFolder.find().root().resolve("cassandra/trades.cql"));
        candles.session().execute(cql.replace("assets.trades", "assets.doctor_trades"));
        Findings wrong = Findings.of(withTrades()
                .with("ASSET_PRICES_TOPIC", "data.garbage")
                .with("ASSET_CASSANDRA_TABLE", "doctor_narrow")
                .with("CANDLESTREAM_CONSUMER_TRADES_SCHEMA", "schemas/gaps.avsc"));

        wrong.fails("records", "0@0: id at byte 0: its length is no length", "ASSET_SCHEMA_LOCATION");
        wrong.fails("table", "assets.doctor_narrow lacks source", "ALTER TABLE assets.doctor_narrow ADD source text");
        wrong.fails("trades schema", "schemas/gaps.avsc", "");
        assertThat(wrong.marked("ok")).contains("topic", "gaps table", "role", "trades topic", "trades table");
    }

    private Pipeline withTrades() {
        return withoutCheckpoint()
                .with("CANDLESTREAM_CONSUMER_TRADES", "true")
                .with("CANDLESTREAM_CONSUMER_TRADES_TOPIC", "data.doctor.trades")
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_TRADES_TABLE", "doctor_trades");
    }

    private void namesAWrongDataCentreAndWarnsOfAnotherCompaction() throws IOException {
        table(
                "doctor_tiered",
                "'TimeWindowCompactionStrategy', 'compaction_window_size': '1', 'compaction_window_unit': 'DAYS'",
                "'SizeTieredCompactionStrategy'");
        Findings wrong = Findings.of(withoutCheckpoint()
                .with("CANDLESTREAM_TOOLS_DATA_CENTRE", "dc9")
                .with("ASSET_CASSANDRA_TABLE", "doctor_tiered"));

        wrong.fails("data centre", "there is no dc9, only datacenter1", "CANDLESTREAM_TOOLS_DATA_CENTRE");
        assertThat(wrong.marked("warn")).isEqualTo(Set.of("table"));
        assertThat(wrong.found("table")).contains("compacted by SizeTieredCompactionStrategy");
    }

    private void table(String name, String sound, String spoilt) throws IOException {
        String cql = Files.readString(ProjectFolder.find().root().resolve("cassandra/assets.cql"));
        assertThat(cql).contains(sound);
        candles.session().execute(cql.replace("assets.assets", "assets." + name).replace(sound, spoilt));
    }

    private void makeLogins() {
        for (String role : List.of("doctor_reader", "doctor_nobody")) {
            candles.session()
                    .execute("CREATE ROLE IF NOT EXISTS " + role + " WITH LOGIN = true AND PASSWORD = '" + PASSWORD
                            + "'");
        }
        candles.session().execute("GRANT SELECT ON KEYSPACE assets TO doctor_reader");
    }

    private Pipeline as(String role) {
        return pipeline.with("ASSET_CASSANDRA_USERNAME", role).with("ASSET_CASSANDRA_PASSWORD", PASSWORD);
    }

    private void isContentWithWhoMayOnlyRead() throws IOException {
        Findings findings = well(as("doctor_reader"));

        assertThat(findings.begin("role")).isEqualTo("doctor_reader may read");
        assertThat(findings.begin("rows"))
                .as("the row of the future is deleted")
                .isEqualTo("no asset of assets.doctor has a row from the future");
    }

    private void namesTroubleWithTheCheckpointAndALoginWithoutRights() throws Exception {
        candles.append(10, 20);
        Findings waiting = Findings.of(pipeline);
        assertThat(waiting.code()).isZero();
        assertThat(waiting.found("checkpoint"))
                .isEqualTo("no consumer runs on " + checkpoint + ", and 10 records wait");

        candles.admin()
                .deleteRecords(Map.of(new TopicPartition(candles.topic(), 0), RecordsToDelete.beforeOffset(15)))
                .all()
                .get();
        Findings deleted = Findings.of(as("doctor_nobody"));
        deleted.fails("checkpoint", "5 records of data.doctor, deleted before they were read", "--accept-loss");
        deleted.fails("role", "doctor_nobody may not read assets.doctor, assets.gaps", "GRANT SELECT");
        candles.makeAnew();
        Findings.of(pipeline).fails("checkpoint", "data.doctor was deleted and created again", "--accept-loss");
    }

    private Pipeline withoutCheckpoint() {
        return pipeline.with(
                "CANDLESTREAM_CONSUMER_CHECKPOINT",
                checkpoint.resolveSibling("none").toString());
    }

    /** The answer of {@code doctor --json}. */
    private record Findings(int code, JsonNode checks) {
        static Findings of(Pipeline with) throws IOException {
            long started = System.nanoTime();
            ToolRun run = ToolRun.tool(with, NAME, "--json");

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LONGEST);
            assertThat(run.answer() + run.log()).doesNotContain(PASSWORD).doesNotContain("\tat ");
            return new Findings(
                    run.exitCode(), new ObjectMapper().readTree(run.answer()).get("checks"));
        }

        void fails(String check, String found, String wayOut) {
            assertThat(code).as("%s", this).isEqualTo(1);
            assertThat(marked("fail")).as("%s", this).contains(check);
            assertThat(found(check)).contains(found);
            assertThat(check(check).get("wayOut").asText()).contains(wayOut);
        }

        Set<String> marked(String mark) {
            return checks.findParents("mark").stream()
                    .filter(check -> check.get("mark").asText().equals(mark))
                    .map(check -> check.get("name").asText())
                    .collect(Collectors.toSet());
        }

        String found(String name) {
            return check(name).get("found").asText();
        }

        /** Up to the first comma. */
        String begin(String name) {
            return found(name).split(",", 2)[0];
        }

        private JsonNode check(String name) {
            for (JsonNode check : checks) {
                if (check.get("name").asText().equals(name)) {
                    return check;
                }
            }
            throw new AssertionError("no check " + name + " in " + checks);
        }
    }
}
