package io.candlestream.tools.doctor;

import static io.candlestream.tools.doctor.finding.Words.count;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import io.candlestream.schema.AssetSchema;
import io.candlestream.schema.SchemaException;
import io.candlestream.tools.doctor.ClockCheck.Exchange;
import io.candlestream.tools.doctor.checkpoint.CheckpointCheck;
import io.candlestream.tools.doctor.finding.Answer;
import io.candlestream.tools.doctor.finding.Finding;
import io.candlestream.tools.doctor.table.CassandraFacts;
import io.candlestream.tools.doctor.table.ClusterCheck;
import io.candlestream.tools.doctor.table.RoleCheck;
import io.candlestream.tools.doctor.table.RowCheck;
import io.candlestream.tools.doctor.table.TableCheck;
import io.candlestream.tools.doctor.topic.RecordCheck;
import io.candlestream.tools.doctor.topic.RecordReader;
import io.candlestream.tools.doctor.topic.TopicCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Judges what the servers told: a check whose server is silent is skipped, with that reason. */
final class Doctor {
    private static final String NO_BROKER = "the brokers do not answer";
    private static final String NO_CASSANDRA = "Cassandra does not answer";

    private final DoctorSettings settings;
    private final Answers answers;
    private final Clock clock;
    private final Answer<Schema> schema;

    Doctor(DoctorSettings settings, Answers answers, Clock clock) {
        this.settings = settings;
        this.answers = answers;
        this.clock = clock;
        this.schema = schema(settings.schema());
    }

    /** The findings, what stands on its own feet first. */
    Report report(Path program) {
        return new Report(Stream.of(
                        List.of(MachineCheck.java(Runtime.version()), MachineCheck.spark(program)),
                        topics(),
                        schemas(),
                        tables(),
                        List.of(clocks(), checkpoint(), disk()))
                .flatMap(List::stream)
                .toList());
    }

    private List<Finding> topics() {
        return List.of(
                answers.brokers()
                        .judged(
                                "broker",
                                there -> TopicCheck.brokers(settings.brokers().brokers(), there)),
                topic("topic", check -> check.candles(settings.topic())),
                topic("dead letters", check -> check.letters(settings.deadLetters())),
                topic("gap topic", check -> check.gaps(settings.gaps())));
    }

    private Finding topic(String name, Function<TopicCheck, Finding> judge) {
        return answers.brokers().needed(name, NO_BROKER, there -> judge.apply(new TopicCheck(there)));
    }

    private List<Finding> schemas() {
        return List.of(
                schema.judged(
                        "schema",
                        there -> Finding.ok(
                                "schema",
                                settings.schema() + ": "
                                        + count(there.getFields().size(), "field"))),
                answers.subjects()
                        .map(told -> told.judged(
                                "registry",
                                number -> Finding.ok("registry", "it answers, with " + count(number, "subject"))))
                        .orElseGet(
                                () -> Finding.skip("registry", "none is set (CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY)")),
                records());
    }

    private static Answer<Schema> schema(Path file) {
        try {
            return Answer.of(AssetSchema.load(file));
        } catch (SchemaException e) {
            return Answer.none(e.getMessage());
        }
    }

    private Finding records() {
        if (answers.subjects().filter(told -> told.value().isEmpty()).isPresent()) {
            return Finding.skip("records", "the schema registry does not answer");
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

    private List<Finding> tables() {
        String keyspace =
                CqlIdentifier.fromInternal(settings.cassandra().keyspace()).asCql(true);
        TableCheck candles = new TableCheck(
                "table", keyspace + "." + settings.table(), settings.cql().resolve("assets.cql"));
        TableCheck gaps = new TableCheck(
                "gaps table",
                keyspace + "." + settings.gapsTable(),
                settings.cql().resolve("gaps.cql"));
        return List.of(
                answers.cassandra().judged("cassandra", there -> new ClusterCheck(there)
                        .server(settings.cassandra().at())),
                cassandra("data centre", there -> new ClusterCheck(there)
                        .dataCentre(settings.cassandra().dataCentre(), keyspace)),
                cassandra("table", there -> candles.judge(there.candles())),
                cassandra("gaps table", there -> gaps.judge(there.gaps())),
                cassandra("rows", there -> RowCheck.judge(there, keyspace + "." + settings.table())),
                cassandra("role", there -> RoleCheck.judge(there.rights())));
    }

    private Finding cassandra(String name, Function<CassandraFacts, Finding> judge) {
        return answers.cassandra().needed(name, NO_CASSANDRA, judge);
    }

    private Finding clocks() {
        return new ClockCheck(
                        answers.cassandra().value().map(CassandraFacts::ahead),
                        answers.ahead().value(),
                        settings.exchange().onThisMachine() ? Exchange.SIMULATED : Exchange.REAL)
                .judge();
    }

    private Finding checkpoint() {
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

    private Finding disk() {
        return MachineCheck.disk(
                Path.of(settings.checkpoint()),
                answers.cassandra().value().map(CassandraFacts::megabytes).orElse(OptionalLong.empty()));
    }
}
