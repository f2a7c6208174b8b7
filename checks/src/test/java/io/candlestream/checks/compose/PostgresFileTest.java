package io.candlestream.checks.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file that adds PostgreSQL agrees with the one that it is added to, and obeys the same rules. */
class PostgresFileTest {
    private static final String TEXT = Project.text("docker-compose.postgres.yml");
    private static final ComposeFile FILE = ComposeFile.of(TEXT);
    private static final ComposeFile BASE = ComposeFile.of(Project.text("docker-compose.yml"));
    private static final List<String> OWN =
            List.of("binance-postgres", "binance-postgres-init", "binance-postgres-exporter");

    @ParameterizedTest
    @EnumSource
    void itsOwnServicesObey(Rule rule) {
        assertThat(OWN).allMatch(service -> rule.obeyedBy(FILE.service(service)), rule.name());
    }

    @Test
    void everyOtherServiceIsOneOfTheBase() {
        assertThat(BASE.services())
                .extracting(Service::name)
                .containsAll(FILE.services().stream()
                        .map(Service::name)
                        .filter(name -> !OWN.contains(name))
                        .toList());
    }

    @Test
    void noSecretIsWrittenDownAndEachStandsInTheExample() {
        assertThat(FILE.services().stream().flatMap(Service::secrets))
                .hasSizeGreaterThan(5)
                .allMatch(Secrets::demanded);
        assertThat(Project.text(".env.example").lines())
                .containsAll(Project.found("\\$\\{([A-Z_]+):\\?", TEXT).stream()
                        .map(name -> name + "=")
                        .toList());
    }

    @Test
    void runsTheVersionThatTheTestsStart() {
        String version = Project.found("<postgresql.version>(\\d+\\.\\d+)\\.0</", Project.text("pom.xml"))
                .get(0);

        assertThat(FILE.service("binance-postgres").text("image")).isEqualTo("postgres:" + version);
    }

    @Test
    void theConsumerWritesTheToolsReadAndTheExporterWatches() {
        assertThat(FILE.service("binance-consumer").map("environment"))
                .containsEntry("CANDLESTREAM_CONSUMER_SINKS", "cassandra,postgres")
                .containsEntry("CANDLESTREAM_POSTGRES_USERNAME", "candlestream_writer");
        assertThat(FILE.service("binance-postgres-exporter").map("environment"))
                .containsEntry("DATA_SOURCE_USER", "candlestream_monitor");
        assertThat(FILE.service("binance-tools").map("environment"))
                .containsEntry("CANDLESTREAM_POSTGRES_USERNAME", "candlestream_reader");
    }

    @Test
    void prometheusFindsTheExporterWhereItIsAndNothingWhereItIsNot() {
        assertThat(Project.text("monitoring/prometheus.yml"))
                .contains("dns_sd_configs: [{names: [binance-postgres-exporter], type: A, port: 9187");
        assertThat(FILE.service("binance-postgres-exporter").list("networks"))
                .containsAnyElementsOf(BASE.service("prometheus").list("networks"));
        assertThat(FILE.service("binance-postgres").list("networks"))
                .containsAnyElementsOf(BASE.service("grafana").list("networks"));
    }
}
