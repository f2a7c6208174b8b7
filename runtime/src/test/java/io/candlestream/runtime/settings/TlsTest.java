package io.candlestream.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private final Map<String, String> environment = new HashMap<>(Map.of("SAMPLE_TLS", "true"));

    @TempDir
    private Path folder;

    @Test
    void isOffByDefault() {
        environment.clear();

        assertThat(tls()).isEmpty();
    }

    @Test
    void trustsTheJdksAuthoritiesAndChecksHostsUnlessToldOtherwise() {
        assertThat(tls()).contains(new Tls(Optional.empty(), Optional.empty(), Tls.HostCheck.REQUIRED));

        environment.put("SAMPLE_CHECK_HOST", "false");

        assertThat(tls()).map(Tls::hostCheck).contains(Tls.HostCheck.NONE);
    }

    @Test
    void takesFilesThatItCanOpenAndTellsNobodyTheirPasswords() throws IOException, GeneralSecurityException {
        Path file = keyFile("hunter2");
        environment.put("SAMPLE_TRUSTSTORE", file.toString());
        environment.put("SAMPLE_TRUSTSTORE_PASSWORD", "hunter2");

        assertThat(tls().flatMap(Tls::trusted)).contains(new KeyFile(file, "hunter2"));
        assertThat(tls().toString()).contains(file.toString()).doesNotContain("hunter2");

        environment.put("SAMPLE_TRUSTSTORE_PASSWORD", "hunter3");

        assertThatThrownBy(this::tls)
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("(SAMPLE_TRUSTSTORE)", "cannot be opened", "db.truststore-password")
                .hasMessageNotContaining("hunter");
    }

    @Test
    void refusesAFileThatIsNotThereOrOfAnotherKind() throws IOException {
        environment.put("SAMPLE_KEYSTORE", "nowhere.p12");
        assertThatThrownBy(this::tls).hasMessageContainingAll("(SAMPLE_KEYSTORE)", "nowhere.p12", "no such file");

        environment.put(
                "SAMPLE_KEYSTORE",
                Files.writeString(folder.resolve("a.pem"), "-----BEGIN").toString());
        assertThatThrownBy(this::tls).hasMessageContaining("cannot be opened as PKCS12 or JKS");
    }

    @Test
    void refusesAFileThatWouldNotBeUsed() {
        environment.put("SAMPLE_TLS", "false");
        environment.put("SAMPLE_TRUSTSTORE", "trusted.p12");

        assertThatThrownBy(this::tls)
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("(SAMPLE_TRUSTSTORE)", "set db.tls = true");
    }

    private Path keyFile(String password) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("keys.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    private Optional<Tls> tls() {
        Settings settings = new SettingsLoader(TlsTest.class, "candlestream.sample", Set.of("names"))
                .load(environment, new Properties());
        return Tls.of(settings, "db.");
    }
}
