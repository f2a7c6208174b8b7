package io.candlestream.runtime.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({"true, '', true", "true, 1, false", "false, '', false", "'', '', false"})
    void hasColoursWhereItIsOneAndNobodyForbidsThem(String terminal, String noColor, boolean coloured) {
        Properties properties = new Properties();
        properties.setProperty("candlestream.terminal", terminal);

        assertThat(Terminal.isColoured(properties, Map.of("NO_COLOR", noColor))).isEqualTo(coloured);
        assertThat(Terminal.isColoured(new Properties(), Map.of())).isFalse();
    }
}
