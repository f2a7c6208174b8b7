package io.candlestream.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.QuerySettings;
import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sink as the consumer's settings make it. */
class PostgresSinkTest {
    private static final String SECRET = "s3cret-hunter2";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "ASSET_SCHEMA_LOCATION", "../../schemas/assets.avsc",
            "CANDLESTREAM_CONSUMER_SINKS", "postgres",
            "CANDLESTREAM_POSTGRES_HOST", "db1,db2:5433",
            "CANDLESTREAM_POSTGRES_USERNAME", "candlestream_writer",
            "CANDLESTREAM_POSTGRES_PASSWORD", SECRET);

    private static ConsumerSettings settings(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(more);
        return ConsumerSettings.of(
                ConsumerSettings.loader(PostgresSinkTest.class).load(environment, new Properties()));
    }

    @Test
    void isFoundByItsTypeAndTakesTheGapsToo() {
        assertThat(settings(Map.of()).sinks()).containsOnlyKeys("postgres");
        assertThat(settings(Map.of()).streams())
                .extracting(stream -> stream.sinks().toString())
                .containsExactly("[postgres]", "[postgres]");
    }

    @Test
    void itsAddressIsInSparksConfigurationAndNowhereElse() throws IOException {
        ConsumerSettings settings = settings(Map.of());
        PostgresAddress address = SinkAddress.of("postgres", settings.spark());

        assertThat(address.url()).isEqualTo("jdbc:postgresql://db1:5432,db2:5433/candlestream");
        assertThat(address.properties())
                .containsEntry("user", "candlestream_writer")
                .containsEntry("password", SECRET)
                .containsEntry("targetServerType", "primary")
                .containsEntry("socketTimeout", "30")
                .containsEntry("sslmode", "disable");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(settings.sinks().get("postgres"));
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
                .contains("PostgresSink")
                .doesNotContain(SECRET);
        assertThat(address.toString()).doesNotContain(SECRET);
    }

    /** Spark shows its configuration on its page, but for names like these. */
    @Test
    void sparkHidesThePassword() {
        assertThat(Stream.of(settings(Map.of()).spark().getAll())
                        .filter(setting -> setting._2().equals(SECRET))
                        .map(setting -> setting._1()))
                .isNotEmpty()
                .allMatch(name -> name.matches(".*(" + Secrets.NAME + ").*"));
    }

    /** The example of {@code docs}, by which each sink has queries of its own. */
    @Test
    void theExampleOfQueriesOfItsOwnIsRight() {
        String example = Path.of(System.getProperty("candlestream.home"), "docs/postgres.conf")
                .toString();

        ConsumerSettings settings = settings(Map.of(
                "CANDLESTREAM_CONFIG",
                example,
                "CANDLESTREAM_CONSUMER_TRADES_SCHEMA",
                "../../schemas/trades.avsc",
                "CANDLESTREAM_CONSUMER_SINKS",
                "cassandra"));

        assertThat(settings.queries())
                .extracting(QuerySettings::name)
                .containsExactlyInAnyOrder("live", "postgres", "postgres-trades", "trades");
        assertThat(settings.queries()).allSatisfy(query -> assertThat(query.sinks())
                .containsExactly(query.name().startsWith("postgres") ? "postgres" : "cassandra"));
        assertThat(settings.streams())
                .extracting(StreamSettings::topic)
                .containsExactlyInAnyOrder(
                        "data.asset_prices",
                        "data.asset_prices.gaps",
                        "data.asset_prices",
                        "data.asset_prices.gaps",
                        "data.trades",
                        "data.trades.gaps",
                        "data.trades",
                        "data.trades.gaps");
    }

    @Test
    void filesForTlsWithoutTlsAreRefused() {
        assertThatThrownBy(() -> settings(Map.of("CANDLESTREAM_POSTGRES_TRUSTSTORE", "trust.p12")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("CANDLESTREAM_POSTGRES_TRUSTSTORE")
                .hasMessageContaining("tls = true");
    }
}
