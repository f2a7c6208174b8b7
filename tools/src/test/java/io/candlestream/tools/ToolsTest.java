package io.candlestream.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "no-such-tool", "dead-letters", "verify --from yesterday", "verify --interval 7m"})
    void refusesAMisuse(String line) {
        assertThat(Tools.run(line.isEmpty() ? new String[] {"--no-such-option"} : line.split(" ")))
                .isEqualTo(2);
    }

    @Test
    void explainsItself() {
        assertThat(Tools.run("verify", "--help")).isZero();
        assertThat(Tools.run("dead-letters", "replay", "--help")).isZero();
    }

    @Test
    void refusesAFolderWithoutFilesBeforeItLogsIn() {
        assertThat(Tools.run("verify", "--data", "no-such-folder")).isEqualTo(2);
    }
}
