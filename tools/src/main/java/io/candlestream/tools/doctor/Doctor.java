package io.candlestream.tools.doctor;

import static io.candlestream.tools.doctor.check.HumanText.count;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.doctor.ClockCheck.Exchange;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.doctor.checkpoint.CheckpointCheck;
import io.candlestream.tools.doctor.table.CassandraSnapshot;
import io.candlestream.tools.doctor.table.ClusterCheck;
import io.candlestream.tools.doctor.table.FutureRow;
import io.candlestream.tools.doctor.table.SchemaCheck;
import io.candlestream.tools.doctor.table.TableFiles;
import io.candlestream.tools.doctor.topic.RecordCheck;
import io.candlestream.tools.doctor.topic.RecordReader;
import io.candlestream.tools.doctor.topic.TopicCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Judges what the servers answered: a check whose server is silent is skipped, with that reason. */
final class Doctor {
    private static final String NO_BROKER = "the brokers do not answer";
    private static final String NO_CASSANDRA = "Cassandra does not answer";

    private final DoctorSettings settings;
    private final Snapshot answers;
    private final Clock clock;
    private final ProbeResult<Schema> schema;

    Doctor(DoctorSettings settings, Snapshot answers, Clock clock) {
        this.settings = settings;
        this.answers = answers;
        this.clock = clock;
        this.schema = StreamPlace.load(StoredStream.KLINES, settings.schema());
    }

    /** The findings, what stands on its own feet first. */
    DoctorReport report(Path program) {
        return new DoctorReport(Stream.of(
                        List.of(MachineCheck.java(Runtime.version()), MachineCheck.spark(program)),
                        topics(),
                        schemas(),
                        tables(),
                        postgres(),
                        List.of(clocks(), checkpoint(), disk()))
                .flatMap(List::stream)
                .toList());
    }

    private List<CheckResult> topics() {
        List<CheckResult> topics = new ArrayList<>(List.of(
                answers.brokers()
                        .judged(
                                "broker",
                                there -> TopicCheck.brokers(settings.brokers().brokers(), there)),
                topic("topic", check -> check.candles(settings.topic())),
                topic("dead letters", check -> check.letters("dead letters", settings.deadLetters())),
                topic("gap topic", check -> check.gaps("gap topic", settings.gaps()))));
        settings.others().forEach(other -> topics.addAll(topics(other)));
        return topics;
    }

    private List<CheckResult> topics(StreamPlace other) {
        String letters = other.check("letters");
        String gaps = other.check("gaps");
        List<CheckResult> topics = new ArrayList<>(List.of(
                topic(
                        other.check("topic"),
                        check -> check.stream(
                                other.check("topic"),
                                other.topic(),
                                other.stream().topicVariable())),
                topic(letters, check -> check.letters(letters, other.letters()))));
        other.gaps().ifPresent(topic -> topics.add(topic(gaps, check -> check.gaps(gaps, topic))));
        return topics;
    }

    private CheckResult topic(String name, Function<TopicCheck, CheckResult> judge) {
        return answers.brokers().needed(name, NO_BROKER, there -> judge.apply(new TopicCheck(there)));
    }

    private List<CheckResult> schemas() {
        List<CheckResult> schemas = new ArrayList<>(List.of(
                StreamPlace.schemaCheck("schema", settings.schema(), schema),
                answers.subjects()
                        .map(probed -> probed.judged(
                                "registry",
                                number -> CheckResult.ok("registry", "it answers, with " + count(number, "subject"))))
                        .orElseGet(() ->
                                CheckResult.skip("registry", "none is set (CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY)")),
                records()));
        settings.others().forEach(other -> schemas.add(other.schemaCheck()));
        return schemas;
    }

    private CheckResult records() {
        if (answers.subjects().filter(probed -> probed.value().isEmpty()).isPresent()) {
            return CheckResult.skip("records", "the schema registry does not answer");
        }
        Optional<Instant> exchangeNow = answers.ahead().value().map(clock.instant()::plus);
        return schema.needed("records", "there is no schema to read them by", ours -> answers.brokers()
                .needed(
                        "records",
                        NO_BROKER,
                        new RecordCheck(
                                new RecordReader(ours, settings.schema().toString(), settings.registry()),
                                settings.interval(),
                                exchangeNow,
                                settings.maxAge())::judge));
    }

    private List<CheckResult> tables() {
        String keyspace =
                CqlIdentifier.fromInternal(settings.cassandra().keyspace()).asCql(true);
        SchemaCheck candles = new SchemaCheck(
                "table",
                keyspace + "." + settings.table(),
                settings.cql().resolve("assets.cql"),
                "ASSET_CASSANDRA_TABLE",
                settings.lifetime());
        SchemaCheck gaps = new SchemaCheck(
                "gaps table",
                keyspace + "." + settings.gapsTable(),
                settings.cql().resolve("gaps.cql"),
                "CANDLESTREAM_CONSUMER_CASSANDRA_GAPS_TABLE");
        List<CheckResult> tables = new ArrayList<>(List.of(
                answers.cassandra().judged("cassandra", there -> new ClusterCheck(there)
                        .server(settings.cassandra().at())),
                cassandra("data centre", there -> new ClusterCheck(there)
                        .dataCentre(settings.cassandra().dataCentre(), keyspace)),
                cassandra("table", there -> candles.judge(there.candles())),
                cassandra("gaps table", there -> gaps.judge(there.gaps())),
                cassandra(
                        "files",
                        there -> TableFiles.judge(there, keyspace + "." + settings.table(), settings.window())),
                cassandra("rows", there -> FutureRow.judge(there, keyspace + "." + settings.table())),
                cassandra("role", there -> there.rights().judge())));
        settings.others()
                .forEach(other ->
                        tables.add(cassandra(other.check("table"), there -> other.tableCheck(keyspace, settings.cql())
                                .judge(there.other(other.table())))));
        return tables;
    }

    private CheckResult cassandra(String name, Function<CassandraSnapshot, CheckResult> judge) {
        return answers.cassandra().needed(name, NO_CASSANDRA, judge);
    }

    /** Nothing where no login is set. */
    private List<CheckResult> postgres() {
        return settings.postgres()
                .flatMap(probe -> answers.postgres()
                        .map(asked -> asked.judged(
                                "postgres", there -> there.judge(probe.address().at()))))
                .map(List::of)
                .orElse(List.of());
    }

    private CheckResult clocks() {
        return new ClockCheck(
                        answers.cassandra().value().map(CassandraSnapshot::ahead),
                        answers.ahead().value(),
                        settings.exchange().onThisMachine() ? Exchange.SIMULATED : Exchange.REAL)
                .judge();
    }

    private CheckResult checkpoint() {
        return new CheckpointCheck(owner(), answers.brokers().value(), clock).judge(answers.checkpoint());
    }

    /** As the consumer writes them into its checkpoint; with a registry every record names its own schema. */
    private Map<String, String> owner() {
        Map<String, String> facts = new TreeMap<>(Map.of(
                "topic", settings.topic(),
                "table", settings.cassandra().keyspace() + "." + settings.table(),
                "interval", settings.interval().code()));
        schema.value()
                .filter(there -> settings.registry().isEmpty())
                .ifPresent(there ->
                        facts.put("schema", Long.toHexString(SchemaNormalization.parsingFingerprint64(there))));
        return facts;
    }

    private CheckResult disk() {
        return MachineCheck.disk(
                Path.of(settings.checkpoint()),
                answers.cassandra().value().map(CassandraSnapshot::megabytes).orElse(OptionalLong.empty()));
    }
}
