package io.candlestream.loader.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.settings.SettingsLoader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.cassandra.config.EncryptionOptions.ServerEncryptionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamAccessTest {
    private static final String PREFIX = "CANDLESTREAM_HISTORY_STREAM_";
    private static final ClusterNode NODE =
            new ClusterNode(new UUID(1, 2), new InetSocketAddress("10.0.0.7", 7123), "5.0.9");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new TreeMap<>();

    @Test
    void byDefaultEachNodeTellsItsPortAndNothingIsLimited() {
        StreamAccess settings = settings();

        assertThat(settings.of(NODE)).isEqualTo(NODE.storage());
        assertThat(settings.throttle()).isZero();
        assertThat(settings.encryption()).isEmpty();
    }

    @Test
    void anotherPortIsThatOfAllNodes() {
        environment.put(PREFIX + "PORT", "7001");
        environment.put(PREFIX + "THROTTLE", "20");

        assertThat(settings().of(NODE)).isEqualTo(new InetSocketAddress("10.0.0.7", 7001));
        assertThat(settings().throttle()).isEqualTo(20);

        environment.put(PREFIX + "PORT", "70000");
        assertThatThrownBy(this::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("candlestream.history.stream.port", PREFIX + "PORT", "from 1 to 65535");
        environment.put(PREFIX + "PORT", "");
        environment.put(PREFIX + "THROTTLE", "-1");
        assertThatThrownBy(this::settings).hasMessageContaining(PREFIX + "THROTTLE");
    }

    @Test
    void tlsNeedsBothFiles() throws IOException, GeneralSecurityException {
        String file = keyFile().toString();
        environment.put(PREFIX + "TRUSTSTORE", file);
        environment.put(PREFIX + "TRUSTSTORE_PASSWORD", "s3cret");
        assertThatThrownBy(this::settings).hasMessageContainingAll(PREFIX + "TRUSTSTORE", "set stream.tls = true");

        environment.put(PREFIX + "TLS", "true");
        assertThatThrownBy(this::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(PREFIX + "KEYSTORE", "is needed with stream.tls");

        environment.put(PREFIX + "KEYSTORE", file);
        environment.put(PREFIX + "KEYSTORE_PASSWORD", "s3cret");
        ServerEncryptionOptions options = settings().encryption().orElseThrow();
        assertThat(options.outbound_keystore).isEqualTo(file);
        assertThat(options.outbound_keystore_password).isEqualTo("s3cret");
        assertThat(options.truststore).isEqualTo(file);
        assertThat(options.require_endpoint_verification).isTrue();

        environment.put(PREFIX + "CHECK_HOST", "false");
        assertThat(settings().encryption().orElseThrow().require_endpoint_verification)
                .isFalse();
    }

    private Path keyFile() throws IOException, GeneralSecurityException {
        Path file = folder.resolve("keys.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "s3cret".toCharArray());
        }
        return file;
    }

    private StreamAccess settings() {
        return StreamAccess.of(new SettingsLoader(StreamAccess.class, "candlestream.history", Set.of("asset-names"))
                .load(environment, new Properties()));
    }
}
