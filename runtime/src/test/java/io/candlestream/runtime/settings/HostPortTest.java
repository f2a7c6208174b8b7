package io.candlestream.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @Test
    void severalHostsEachWithItsOwnPortOrTheCommonOne() {
        assertThat(hosts("a,b:9043, c"))
                .containsExactly(new HostPort("a", 9042), new HostPort("b", 9043), new HostPort("c", 9042));
        assertThat(HostPort.text(hosts("a,b:9043, c"))).isEqualTo("a:9042,b:9043,c:9042");
        assertThat(hosts("localhost")).containsExactly(new HostPort("localhost", 9042));
        assertThat(hosts("10.0.0.1:19042")).containsExactly(new HostPort("10.0.0.1", 19042));
        assertThat(hosts("::1")).containsExactly(new HostPort("::1", 9042));
        assertThat(HostPort.text(hosts("[::1]:9043"))).isEqualTo("[::1]:9043");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,", ",a", "a,,b", "a b", "a:0", "a:65536", "a:port", "a:", "http://a", "a;b", "a/9042"})
    void aBadOneIsRefusedByItsName(String text) {
        assertThatThrownBy(() -> hosts(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("cassandra.host")
                .hasMessageContaining("such as db1, db2:9043");
    }

    private static List<HostPort> hosts(String text) {
        Settings settings =
                new Settings(ConfigFactory.parseMap(Map.of("cassandra.host", text)), "candlestream", Map.of());
        return HostPort.list(settings, "cassandra.host", 9042);
    }
}
