package io.candlestream.tools.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.runtime.settings.Tls;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressTest {
    @Test
    void tlsIsOffByDefaultAndSwitchedOnByItsVariable() {
        assertThat(CassandraAddress.of(settings(Map.of())).tls()).isEmpty();
        assertThat(CassandraAddress.of(settings(Map.of("ASSET_CASSANDRA_TLS", "true")))
                        .tls())
                .map(Tls::hostCheck)
                .contains(Tls.HostCheck.REQUIRED);
    }

    @Test
    void everyTlsVariableSetsItsKey() {
        Settings settings = settings(Map.of(
                "ASSET_CASSANDRA_TRUSTSTORE", "a",
                "ASSET_CASSANDRA_TRUSTSTORE_PASSWORD", "b",
                "ASSET_CASSANDRA_KEYSTORE", "c",
                "ASSET_CASSANDRA_KEYSTORE_PASSWORD", "d",
                "ASSET_CASSANDRA_CHECK_HOST", "false"));

        assertThat(settings.text("cassandra.truststore")).isEqualTo("a");
        assertThat(settings.text("cassandra.truststore-password")).isEqualTo("b");
        assertThat(settings.text("cassandra.keystore")).isEqualTo("c");
        assertThat(settings.text("cassandra.keystore-password")).isEqualTo("d");
        assertThat(settings.flag("cassandra.check-host")).isFalse();
        assertThat(settings.describe()).doesNotContain("\"b\"", "\"d\"");
    }

    private static Settings settings(Map<String, String> environment) {
        return new SettingsLoader(AddressTest.class, "candlestream.tools", Set.of("kafka"))
                .load(environment, new Properties());
    }
}
