package io.candlestream.consumer.sink.cassandra;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.gap.GapStream;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start says of a Cassandra that cannot be found. */
class CassandraPreflightTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cassandra | (ASSET_CASSANDRA_HOST, ASSET_CASSANDRA_PORT, ASSET_CASSANDRA_TLS)",
                "archive | (candlestream.consumer.sinks.archive.host, candlestream.consumer.sinks.archive.port,"
                        + " candlestream.consumer.sinks.archive.tls)"
            })
    void namesTheSettingsOfTheSinkThatIsMeant(String sink, String settings) {
        SparkConf conf = new SparkConf(false).set(ConnectorConf.HOST, "cassandra.invalid");
        TableSettings table = new TableSettings("assets", "gaps", "ONE", 1, 1, Duration.ZERO);
        CassandraPreflight preflight = new CassandraPreflight(sink, conf, Duration.ZERO);

        assertThatThrownBy(() -> preflight.check(
                        table, GapStream.ofContract(1000, "gaps").layout()))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("cassandra.invalid:9042")
                .hasMessageContaining(settings);
    }
}
