package io.candlestream.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static Settings load(Map<String, String> environment, String... properties) {
        Properties system = new Properties();
        for (int i = 0; i < properties.length; i += 2) {
            system.setProperty(properties[i], properties[i + 1]);
        }
        return new SettingsLoader(SettingsTest.class, "candlestream.sample", Set.of("names")).load(environment, system);
    }

    @Test
    void defaultsComeFromReferenceConf() {
        Settings settings = load(Map.of());

        assertThat(settings.text("host")).isEqualTo("localhost");
        assertThat(settings.number("port", 1, 65535)).isEqualTo(9042);
        assertThat(settings.duration("pause")).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.list("symbols")).containsExactly("BTCUSDT", "ETHUSDT");
        assertThat(settings.optional("login.password")).isEmpty();
        assertThat(settings.table("names")).containsExactly(Map.entry("BTCUSDT", "bitcoin"));
    }

    @Test
    void environmentBeatsFileAndPropertyBeatsEnvironment(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("my.conf");
        Files.writeString(file, "candlestream.sample { host = from-file, port = 1, names.XRPUSDT = xrp }");
        Map<String, String> environment =
                Map.of("CANDLESTREAM_CONFIG", file.toString(), "SAMPLE_HOST", "from-env", "SAMPLE_PORT", "2");

        Settings settings = load(environment, "candlestream.sample.port", "3");

        assertThat(settings.text("host")).isEqualTo("from-env");
        assertThat(settings.number("port", 1, 9)).isEqualTo(3);
        assertThat(settings.table("names")).containsEntry("XRPUSDT", "xrp").containsEntry("BTCUSDT", "bitcoin");
    }

    @Test
    void aVariableThatEqualsTheDefaultBeatsTheFileToo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("my.conf");
        Files.writeString(
                file,
                "candlestream.sample { host = from-file, port = 1, pause = 9 s, symbols = [XRPUSDT], db.tls = true,"
                        + " db.check-host = false }");
        Settings settings = load(Map.of(
                "CANDLESTREAM_CONFIG",
                file.toString(),
                "SAMPLE_HOST",
                "localhost",
                "SAMPLE_PORT",
                "9042",
                "SAMPLE_PAUSE",
                "500 ms",
                "SAMPLE_SYMBOLS",
                "BTCUSDT,ETHUSDT",
                "SAMPLE_TLS",
                "false",
                "SAMPLE_CHECK_HOST",
                "true"));

        assertThat(settings.text("host")).isEqualTo("localhost");
        assertThat(settings.number("port", 1, 65535)).isEqualTo(9042);
        assertThat(settings.duration("pause")).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.list("symbols")).containsExactly("BTCUSDT", "ETHUSDT");
        assertThat(settings.flag("db.tls")).isFalse();
        assertThat(settings.flag("db.check-host")).isTrue();
    }

    @Test
    void theFileBeatsAVariableThatIsEmpty(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("my.conf");
        Files.writeString(file, "candlestream.sample.host = from-file");

        assertThat(load(Map.of("CANDLESTREAM_CONFIG", file.toString(), "SAMPLE_HOST", ""))
                        .text("host"))
                .isEqualTo("from-file");
    }

    @Test
    void blanksAroundAValueDoNotCount() {
        Settings settings = load(Map.of(
                "SAMPLE_HOST", " there ", "SAMPLE_PORT", " 17 ", "SAMPLE_PAUSE", " 2 s ", "SAMPLE_TLS", " true "));

        assertThat(settings.text("host")).isEqualTo("there");
        assertThat(settings.number("port", 1, 65535)).isEqualTo(17);
        assertThat(settings.duration("pause")).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.flag("db.tls")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"perhaps", "1", " ", "TRUE "})
    void aSwitchIsTrueOrFalse(String text) {
        Settings settings = load(Map.of("SAMPLE_TLS", text));

        assertThatThrownBy(() -> settings.flag("db.tls"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("db.tls (SAMPLE_TLS)");
    }

    @Test
    void aListMayBeOneTextWithCommas() {
        assertThat(load(Map.of("SAMPLE_SYMBOLS", "BTCUSDT, BNBUSDT")).list("symbols"))
                .containsExactly("BTCUSDT", "BNBUSDT");
    }

    @Test
    void refusesAnUnknownKeyAndOffersTheClosest() {
        assertThatThrownBy(() -> load(Map.of(), "candlestream.sample.prot", "1"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Unknown setting candlestream.sample.prot in the system properties; did you mean port?");
    }

    @Test
    void refusesAMisspeltVariable() {
        assertThatThrownBy(() -> load(Map.of("SAMPLE_HOTS", "x")))
                .hasMessage("Unknown environment variable SAMPLE_HOTS; did you mean SAMPLE_HOST?");
        assertThatThrownBy(() -> load(Map.of("ASSET_CASANDRA_HOST", "x")))
                .hasMessageContaining("did you mean ASSET_CASSANDRA_HOST?");
        assertThatThrownBy(() -> load(Map.of("CANDLESTREAM_SAMPLE_SOMETHING", "x")))
                .hasMessageStartingWith("Unknown environment variable CANDLESTREAM_SAMPLE_SOMETHING");
    }

    @Test
    void leavesForeignVariablesAlone() {
        assertThat(load(Map.of("PATH", "/bin", "SPARK_HOME", "/opt", "ASSET_CASSANDRA_PORT", "1", "SAMPLER", "")))
                .isNotNull();
    }

    @Test
    void aBadValueIsNamedByPathVariableAndReason() {
        Settings settings = load(Map.of("SAMPLE_PORT", "99999", "SAMPLE_PAUSE", "soon"));

        assertThatThrownBy(() -> settings.number("port", 1, 65535))
                .hasMessage("Setting candlestream.sample.port (SAMPLE_PORT) = \"99999\": "
                        + "a whole number from 1 to 65535 is needed");
        assertThatThrownBy(() -> settings.duration("pause")).hasMessageContaining("a duration such as");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0123456789a", "change-me-please", "ChangeThisNow1", "adminadmin123", "my-long-Password", ""})
    void refusesASecretThatNobodyChoseWithoutShowingIt(String placeholder) {
        Settings settings = load(Map.of("SAMPLE_PASSWORD", placeholder));

        assertThatThrownBy(() -> settings.secret("login.password"))
                .hasMessageContaining("login.password (SAMPLE_PASSWORD)")
                .satisfies(
                        e -> assertThat(placeholder.isEmpty() || !e.getMessage().contains(placeholder))
                                .isTrue());
        assertThat(load(Map.of("SAMPLE_PASSWORD", "4f1c9d0e77aa")).secret("login.password"))
                .isEqualTo("4f1c9d0e77aa");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> load(Map.of("CANDLESTREAM_CONFIG", "nowhere.conf")))
                .hasMessage("Cannot read the settings file nowhere.conf (CANDLESTREAM_CONFIG): no such file");
    }

    @Test
    void describesItselfWithoutSecrets() {
        assertThat(load(Map.of("SAMPLE_PASSWORD", "hunter2")).describe("names"))
                .contains("login.password = ***", "host = \"localhost\"")
                .doesNotContain("hunter2", "bitcoin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl.keystore.key",
                "fs.azure.account.key.mine.dfs.core.windows.net",
                "spark.hadoop.fs.s3a.access.key",
                "awsAccessKeyId",
                "fs.s3a.session.TOKEN",
                "google.cloud.auth.service.account.private.key.id",
                "my-credentials",
                "sasl.jaas.config",
                "ssl.truststore.password",
                "SecretAccess"
            })
    void hidesWhateverIsNamedLikeASecretInATableOfOthers(String key) {
        assertThat(load(Map.of(), "candlestream.sample.names." + key, "hunter2").describe())
                .contains(key + " = ***")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keyspace",
                "ssl.keystore.location",
                "ssl.keystore.type",
                "key.serializer",
                "spark.executor.memory",
                "BTCUSDT"
            })
    void showsWhatIsHarmless(String key) {
        assertThat(load(Map.of(), "candlestream.sample.names." + key, "shown").describe())
                .contains(key + " = \"shown\"");
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:hunter2@localhost:8081, http://localhost:8081",
        "https://hunter2@localhost, https://localhost",
        "hdfs://me:hun/ter2@name:9000/x, hdfs://name:9000/x",
        "http://a:1;http://u:hunter2@b:2, http://a:1;http://b:2",
        "abfss://container@account.dfs.core.windows.net/x, abfss://container@account.dfs.core.windows.net/x",
        "-Djavax.net.ssl.trustStorePassword=hunter2 -Dx=y, -Djavax.net.ssl.trustStorePassword=*** -Dx=y",
        "https://localhost/x?sig=hunter2&y=1, https://localhost/x?sig=***&y=1",
    })
    void hidesTheLoginsWithinAValue(String value, String shown) {
        Settings settings = load(Map.of("SAMPLE_HOST", value));

        assertThat(settings.describe()).contains("host = \"" + shown + "\"");
        assertThat(settings.refused("host", "no"))
                .hasMessage("Setting candlestream.sample.host (SAMPLE_HOST) = \"" + shown + "\": no");
    }

    @Test
    void hidesAPrivateKeyWhateverItsName() {
        assertThat(load(Map.of("SAMPLE_HOST", "-----BEGIN PRIVATE KEY-----\nhunter2\n"))
                        .describe())
                .doesNotContain("hunter2");
    }
}
