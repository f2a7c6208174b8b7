package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the commands say of what they cannot do. */
class SandboxTest {
    @Test
    void whatCannotBeDoneEndsWithTwoAndOneLine() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(Sandbox.commands().execute("demo", "--symbols", "FOOBAR", "--for", "5s"))
                    .isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("FOOBAR", "has no such pair")
                .hasLineCount(1);
    }
}
