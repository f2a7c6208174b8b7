package io.candlestream.tools.doctor;

import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.BrokerAddress;
import io.candlestream.tools.access.ExchangeAddress;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.TableLifetime;
import io.candlestream.tools.access.TableWindow;
import io.candlestream.tools.doctor.postgres.PostgresProbe;
import io.candlestream.tools.doctor.table.JmxAddress;
import io.candlestream.tools.doctor.topic.RegistryProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where everything is that the doctor looks at.
 *
 * @param table of the candles
 * @param window of write time that is to share a file of that table, in days; empty where no setting says so
 * @param lifetime of its rows in seconds; empty where no setting says so
 * @param jmx of Cassandra, where it is on this machine
 * @param cql the folder of the files that make the tables
 * @param checkpoint a path, or a URI as Hadoop reads it
 * @param maxAge of the newest record
 * @param others the streams beside the klines
 */
record DoctorSettings(
        BrokerAddress brokers,
        String topic,
        String deadLetters,
        Path schema,
        Interval interval,
        Optional<RegistryProbe> registry,
        CassandraAddress cassandra,
        Optional<PostgresProbe> postgres,
        String table,
        String gapsTable,
        Optional<Integer> window,
        Optional<Long> lifetime,
        Optional<JmxAddress> jmx,
        Path cql,
        String checkpoint,
        ExchangeAddress exchange,
        Duration maxAge,
        List<StreamPlace> others) {
    static DoctorSettings of(Settings settings) {
        String topic = settings.text("topic");
        return new DoctorSettings(
                BrokerAddress.of(settings),
                topic,
                settings.optional("dead-letter-topic").orElse(topic + ".dead"),
                Path.of(settings.text("schema")),
                settings.parsed(
                        "interval", Interval::ofCode, "one of the exchange's intervals is needed " + Interval.codes()),
                RegistryProbe.of(settings),
                CassandraAddress.of(settings),
                PostgresProbe.of(
                        settings, List.of(settings.text("cassandra.table"), settings.text("cassandra.gaps-table"))),
                settings.text("cassandra.table"),
                settings.text("cassandra.gaps-table"),
                TableWindow.days(settings),
                TableLifetime.seconds(settings, StoredStream.KLINES),
                JmxAddress.of(settings),
                Path.of(settings.text("prepare.cql-folder")),
                settings.text("checkpoint"),
                ExchangeAddress.of(settings),
                settings.duration("newest-max-age"),
                StreamPlace.enabled(settings));
    }

    /** The topic of the gaps, as producer and consumer name it. */
    String gaps() {
        return topic + ".gaps";
    }
}
