package io.candlestream.tools.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrepareSettingsTest {
    private static final String PREFIX = "CANDLESTREAM_TOOLS_PREPARE_";

    @TempDir
    Path folder;

    @BeforeEach
    void makeTheFolderOneOfCqlFiles() throws IOException {
        Files.writeString(folder.resolve("keyspace.cql"), "");
    }

    @Test
    void everyOneHasItsVariable() {
        assertThat(settings(Map.of(PREFIX + "ADMIN_USERNAME", "root", PREFIX + "DEADLINE", "3 s")))
                .isEqualTo(new PrepareSettings(
                        folder, "root", "1a2b3c4d5e6f", "2a2b3c4d5e6f", "3a2b3c4d5e6f", Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789a", "change-me-please", "ChangeThisNow1", "adminadmin123", "my-long-Password"})
    void refusesAPlaceholderWithoutShowingIt(String placeholder) {
        assertThatThrownBy(() -> settings(Map.of(PREFIX + "WRITER_PASSWORD", placeholder)))
                .hasMessage(
                        "Setting candlestream.tools.prepare.writer-password (CANDLESTREAM_TOOLS_PREPARE_WRITER_PASSWORD)"
                                + " = ***: a secret of your own with at least 12 characters is needed"
                                + " (openssl rand -hex 24 makes one)");
    }

    @Test
    void refusesAFolderWithoutTheFiles() {
        assertThatThrownBy(() -> settings(Map.of(PREFIX + "CQL_FOLDER", "no-such-folder")))
                .hasMessageContaining("prepare.cql-folder")
                .hasMessageContaining("a folder with keyspace.cql is needed");
    }

    private PrepareSettings settings(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                PREFIX + "CQL_FOLDER", folder.toString(),
                PREFIX + "ADMIN_PASSWORD", "1a2b3c4d5e6f",
                PREFIX + "WRITER_PASSWORD", "2a2b3c4d5e6f",
                PREFIX + "READER_PASSWORD", "3a2b3c4d5e6f"));
        environment.putAll(more);
        return PrepareSettings.of(new SettingsLoader(PrepareSettings.class, "candlestream.tools", Set.of("kafka"))
                .load(environment, new Properties()));
    }
}
