package io.candlestream.runtime.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a row of Cassandra holds neither steers the terminal nor passes for further rows. */
class TextTableTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void aCellStaysWithinItsColumn() {
        TextTable table = new TextTable(List.of("asset_name", "trades"), out);
        table.add(List.of("\u001b]0;evil\u0007\nforged", "5"));
        table.endWithCount();

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "asset_name" + " ".repeat(17) + "trades", "\\x1b]0;evil\\x07\\x0aforged  5", "(1 row)");
    }
}
