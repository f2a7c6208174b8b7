package io.candlestream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.settings.SettingsLoader;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"hunter2", "abc\"hunter2", "C:\\new\\pass\\", "\\\"", " it's; // = /* ", "币安", "one\ntwo\r\u0000"
            })
    void kafkaReadsTheUserAndPasswordThatAreSet(String text) {
        Map<String, String> settings =
                settings("sasl.mechanism", "SCRAM-SHA-512", "sasl.username", text, "sasl.password", text);

        assertThat(settings).containsOnlyKeys("sasl.mechanism", "sasl.jaas.config");
        Map<String, ?> read = JaasContext.loadClientContext(
                        Map.of("sasl.jaas.config", new Password(settings.get("sasl.jaas.config"))))
                .configurationEntries()
                .get(0)
                .getOptions();
        assertThat(read).isEqualTo(Map.of("username", text, "password", text));
    }

    @Test
    void aLoginInKafkasOwnFormatStaysAndCountsAlone() {
        String login = "a.Module required username=me password=\"a\\\\b\\\"c\";";

        assertThat(settings("sasl.jaas.config", login, "sasl.username", "other", "security.protocol", "SASL_SSL"))
                .isEqualTo(Map.of("sasl.jaas.config", login, "security.protocol", "SASL_SSL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.Module required username=\"me\" password=\"abc\"hunter2\";",
                "a.Module required username=\"me\" password=\"C:\\new\\hunter2\";",
                "a.Module required username=\"me\" password=\"hunter2\\\";",
                "hunter2",
                ""
            })
    void oneThatKafkaReadsOtherwiseIsRefusedWithoutItsText(String login) {
        assertThatThrownBy(() -> settings("sasl.jaas.config", login))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Setting candlestream.sample.kafka.sasl.jaas.config = ")
                .hasMessageContaining(": Kafka cannot read it as it is meant: ")
                .hasMessageNotContainingAny("hunter2", "\n")
                .hasNoCause();
    }

    @Test
    void halfALoginAndAnotherMechanismAreRefused() {
        assertThatThrownBy(() -> settings("sasl.mechanism", "PLAIN", "sasl.password", "hunter2"))
                .hasMessage("Setting candlestream.sample.kafka.sasl.username = (absent): it is needed together with"
                        + " sasl.password");
        assertThatThrownBy(() -> settings("sasl.username", "me", "sasl.password", "hunter2"))
                .hasMessageStartingWith("Setting candlestream.sample.kafka.sasl.mechanism = (absent): SCRAM-SHA-512, ");
    }

    private static Map<String, String> settings(String... table) {
        Properties properties = new Properties();
        for (int i = 0; i < table.length; i += 2) {
            properties.setProperty("candlestream.sample.kafka." + table[i], table[i + 1]);
        }
        return ClientSettings.of(
                new SettingsLoader(ClientSettingsTest.class, "candlestream.sample", Set.of("names", "kafka"))
                        .load(Map.of(), properties));
    }
}
