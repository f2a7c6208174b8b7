package io.candlestream.tools.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void jsonEscapesInItsOwnWay() {
        assertThat(JsonText.of(Map.of("a", "\u001b\u009b\u007f\u202eü")))
                .contains("\\u001B\\u009B\\u007f\\u202E\\u00FC");
    }
}
