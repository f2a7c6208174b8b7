package io.candlestream.checks.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/settings.md} says what the programs' {@code reference.conf} say, of every setting. */
class SettingsTableTest {
    private static final String DOCUMENT = "docs/settings.md";
    private static final String WRITE = "candlestream.write";
    private static final String COMMAND = "mvn package -Pquick,whole -DskipTests=false -Dtest=SettingsTableTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true";
    private static final String HEAD = """
            # Settings

            Generated from the programs' `reference.conf`, whose comments say more; a test compares the two. To regenerate it:
            `%s`

            The first of these that has a value wins: system property (`-Dcandlestream.consumer.trigger=1s`), environment, the file that
            `CANDLESTREAM_CONFIG` names, the default. An unknown name or a bad value is refused at start. A key that ends in `.*` takes any name.
            Where no default stands there is none, or another setting gives the value, as the comment in `reference.conf` says: a stream's `symbols` and `heal`
            are those of the producer, its dead letters go to its topic with `.dead` behind it. A relative path counts from the project's folder.
            """.formatted(COMMAND);

    @Test
    void theDocumentIsWhatTheProgramsSay() throws IOException {
        String wanted =
                HEAD + Settings.all().stream().map(SettingsTableTest::section).collect(Collectors.joining());
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(Project.ROOT.resolve(DOCUMENT), wanted);
        }

        assertThat(Project.text(DOCUMENT)).as("to regenerate it: %s", COMMAND).isEqualTo(wanted);
    }

    private static String section(Settings program) {
        return "\n## " + program.name() + "\n\n[`" + program.file() + "`](../" + program.file() + "), under `"
                + program.root()
                + "`\n\n| key | variable | default | meaning |\n|---|---|---|---|\n"
                + String.join("\n", SettingsTable.rows(program.text())) + "\n";
    }

    @Test
    void everyVariableHasItsRow() {
        assertThat(Settings.all()).hasSizeGreaterThan(2).allSatisfy(program -> assertThat(
                        SettingsTable.rows(program.text()))
                .extracting(row -> row.replaceAll("^\\| `[^`]+` \\| `?([A-Z0-9_]*).*", "$1"))
                .containsAll(program.variables()));
    }

    @Test
    void readsCommentsKeysAndVariables() {
        String conf = """
                # The program.
                candlestream.some {

                  # How many, of all. More is slower.
                  number = 3
                  number = ${?SOME_NUMBER}

                  # What belongs together.
                  inner {
                    # User and password; "" means none.
                    user = ""
                    user = ${?SOME_USER}
                    password = ""
                    password = ${?SOME_PASSWORD}
                  }

                  # Passed on.
                  open {}

                  # The names of all.
                  names {
                    A = a
                  }
                }
                """;

        assertThat(SettingsTable.rows(conf))
                .isEqualTo(List.of(
                        "| `number` | `SOME_NUMBER` | `3` | How many, of all. |",
                        "| `inner.user` | `SOME_USER` |  | User and password; \"\" means none. |",
                        "| `inner.password` | `SOME_PASSWORD` |  | User and password; \"\" means none. |",
                        "| `open.*` |  |  | Passed on. |",
                        "| `names.*` |  |  | The names of all. |"));
    }
}
