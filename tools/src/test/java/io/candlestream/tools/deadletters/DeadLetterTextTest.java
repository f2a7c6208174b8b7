package io.candlestream.tools.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.access.Position;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** A dead letter is what a stranger wrote: in its key, value, headers and in the message about it. */
class DeadLetterTextTest {
    private static final String EVIL = "\u001b]0;evil\u0007\nletter   forged\u202e";
    private static final String SHOWN = "\\x1b]0;evil\\x07\\x0aletter   forged\\u202e";

    @Test
    void nothingInItSteersTheTerminalOrPassesForALine() {
        byte[] evil = EVIL.getBytes(StandardCharsets.UTF_8);
        Headers headers = new RecordHeaders()
                .add(DeadLetter.ERRORS + "exception.class.name", evil)
                .add(DeadLetter.ERRORS + "stage", evil)
                .add(DeadLetter.ERRORS + "exception.message", evil)
                .add(DeadLetter.ERRORS + "topic", evil)
                .add("origin" + EVIL, evil);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        new DeadLetterText(
                        new RecordSchemas(Path.of("nowhere.avsc")),
                        new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .print(
                        new DeadLetter(
                                new Position(0, 1), Instant.EPOCH, Optional.of(evil), Optional.of(evil), headers),
                        false);

        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text.replace("\n", "").chars()).allMatch(c -> c >= ' ' && c < 0x7f);
        assertThat(text)
                .contains(
                        "cause    " + SHOWN + " (" + SHOWN + "): " + SHOWN,
                        "header   origin" + SHOWN,
                        "key      " + SHOWN)
                .doesNotContain("\nletter   forged");
    }
}
