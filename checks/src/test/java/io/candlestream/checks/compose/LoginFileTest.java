package io.candlestream.checks.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The file that adds a login at Redpanda agrees with the one that it is added to, and obeys the same rules. */
class LoginFileTest {
    private static final String TEXT = Project.text("docker-compose.redpanda-login.yml");
    private static final ComposeFile FILE = ComposeFile.of(TEXT);
    private static final ComposeFile BASE = ComposeFile.of(Project.text("docker-compose.yml"));
    private static final String OWN = "binance-redpanda-init";

    @ParameterizedTest
    @EnumSource
    void itsOwnServiceObeys(Rule rule) {
        assertThat(rule.obeyedBy(FILE.service(OWN))).isTrue();
    }

    @Test
    void everyOtherServiceIsOneOfTheBase() {
        assertThat(BASE.services())
                .extracting(Service::name)
                .containsAll(FILE.services().stream()
                        .map(Service::name)
                        .filter(name -> !name.equals(OWN))
                        .toList());
    }

    @Test
    void noSecretIsWrittenDown() {
        assertThat(FILE.services().stream().flatMap(Service::secrets))
                .hasSizeGreaterThan(5)
                .allMatch(Secrets::demanded);
    }

    /** Arguments are shown to everyone on the machine, the environment is not. */
    @Test
    void noPasswordIsToBeAnArgument() {
        assertThat(TEXT).contains("-e REDPANDA_PASSWORD ").doesNotContain("-e REDPANDA_PASSWORD=");
    }

    @Test
    void theBrokerStartsAsBeforeAndAsksForALogin() {
        List<String> before = BASE.service("binance-redpanda").list("command");
        List<String> now = FILE.service("binance-redpanda").list("command");

        assertThat(now).startsWith(before.toArray(String[]::new));
        assertThat(now.subList(before.size(), now.size())).contains("--set=redpanda.enable_sasl=true");
        assertThat(FILE.service(OWN).text("image"))
                .isEqualTo(BASE.service("binance-redpanda").text("image"));
    }

    @ParameterizedTest
    @CsvSource({
        "binance-producer, candlestream_producer",
        "binance-consumer, candlestream_consumer",
        "binance-tools, candlestream_consumer"
    })
    void eachProgramHasAUser(String service, String user) {
        assertThat(FILE.service(service).map("environment"))
                .containsEntry("REDPANDA_USERNAME", user)
                .containsEntry("REDPANDA_PROTOCOL", "SASL_PLAINTEXT")
                .containsEntry("CANDLESTREAM_CONFIG", "/opt/candlestream/secure.conf");
        assertThat(Project.text("docker/Dockerfile")).contains("COPY docs/secure.conf secure.conf");
    }

    @Test
    void onlyTheProducerWritesKlines() {
        assertThat(Project.found(
                        "--allow-principal User:(\\S+) --operation \\S*write\\S* --topic data\\.asset_prices\\s", TEXT))
                .containsExactly("candlestream_producer");
    }
}
