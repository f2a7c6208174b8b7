package io.candlestream.tools.doctor;

import static io.candlestream.tools.doctor.check.HumanText.count;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.SchemaException;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.TableLifetime;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.doctor.table.SchemaCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Where a stream beside the klines is: its topic, the file of its schema and its table.
 *
 * @param table without its keyspace
 * @param lifetime of its rows in seconds, 0 where they stay; empty where no setting says so
 */
record StreamPlace(StoredStream stream, String topic, Path schema, String table, Optional<Long> lifetime) {
    /** Those that the consumer stores. */
    static List<StreamPlace> enabled(Settings settings) {
        return Stream.of(StoredStream.values())
                .filter(stream -> stream != StoredStream.KLINES && settings.flag(stream.key("enabled")))
                .map(stream -> new StreamPlace(
                        stream,
                        settings.text(stream.key("topic")),
                        Path.of(settings.text(stream.key("schema"))),
                        settings.text("cassandra." + stream.key("table")),
                        TableLifetime.seconds(settings, stream)))
                .toList();
    }

    /** The topic of its gaps, as producer and consumer name it; tickers have none. */
    Optional<String> gaps() {
        return stream.window().isEmpty() ? Optional.of(topic + ".gaps") : Optional.empty();
    }

    String letters() {
        return topic + ".dead";
    }

    /** The name of a check of it, such as {@code trades topic}. */
    String check(String what) {
        return stream + " " + what;
    }

    /** The finding on its schema. */
    CheckResult schemaCheck() {
        return schemaCheck(check("schema"), schema, load(stream, schema));
    }

    static CheckResult schemaCheck(String name, Path file, ProbeResult<Schema> loaded) {
        return loaded.judged(
                name,
                there -> CheckResult.ok(
                        name, file + ": " + count(there.getFields().size(), "field")));
    }

    static ProbeResult<Schema> load(StoredStream stream, Path file) {
        try {
            return ProbeResult.of(stream.schema(file));
        } catch (SchemaException e) {
            return ProbeResult.none(e.getMessage());
        }
    }

    /** What its table is compared with. */
    SchemaCheck tableCheck(String keyspace, Path cql) {
        return new SchemaCheck(
                check("table"), keyspace + "." + table, cql.resolve(stream.cql()), stream.tableVariable(), lifetime);
    }
}
