package io.candlestream.ingest.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventScannerTest {
    @Test
    void readsValuesOneAfterTheOther() throws RejectedException {
        EventScanner message =
                new EventScanner("{\"a\":\"text\",\"b\":-12,\"c\":true,\"d\":\"-0.50\",\"e\":\"skipped\"}");

        message.expect("{\"a\":");
        assertThat(message.text()).isEqualTo("text");
        message.expect(",\"b\":");
        assertThat(message.integer()).isEqualTo(-12);
        message.expect(",\"c\":");
        assertThat(message.flag()).isTrue();
        message.expect(",\"d\":");
        assertThat(message.decimal()).isEqualTo("-0.50");
        assertThat(message.passes(",\"x\":")).isFalse();
        assertThat(message.passes(",\"e\":")).isTrue();
        message.skipText();
        message.expect("}");
        message.expectEnd();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\"open", "\"a\\\"b\"", "\"\u0001\"", "text"})
    void leavesOtherTextsToTheStrictReader(String text) {
        assertThatThrownBy(() -> new EventScanner(text).text()).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> new EventScanner(text).skipText()).isInstanceOf(RejectedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "01", "x", "\"1\"", "1234567890123456789"})
    void leavesOtherNumbersToTheStrictReader(String text) {
        assertThatThrownBy(() -> new EventScanner(text).integer()).isInstanceOf(RejectedException.class);
    }

    @Test
    void leavesWhatFollowsToTheStrictReader() {
        assertThatThrownBy(() -> new EventScanner("}").expectEnd()).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> new EventScanner("-1").time()).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> new EventScanner("yes").flag()).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> new EventScanner("\"1e5\"").decimal()).isInstanceOf(RejectedException.class);
    }
}
