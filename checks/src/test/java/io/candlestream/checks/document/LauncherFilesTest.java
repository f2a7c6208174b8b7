package io.candlestream.checks.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher runs where the project is; the files that a person names lie where that person is. */
class LauncherFilesTest {
    private static final String REWRITTEN = """
            caller=/caller command=$1; shift
            eval "$(sed -n '/^arguments=()/,/^}/p' candlestream)"
            from_caller "$@"
            printf '%s ' "${arguments[@]}"
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export b -o f             | b -o /caller/f",
                "export b -o=f             | b -o/caller/f",
                "export b -of              | b -o/caller/f",
                "export b -o/f             | b -o/f",
                "export b -o=/f            | b -o=/f",
                "export b -o=s3://b/f      | b -o=s3://b/f",
                "export b -os3://b/f       | b -os3://b/f",
                "export b --output=f       | b --output=/caller/f",
                "export b --open           | b --open",
                "verify --data d --json    | --data /caller/d --json",
                "verify --data EMPTY --json | --data  --json",
            })
    void namesOfFilesAreThoseOfTheCaller(String line, String rewritten) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", REWRITTEN, "bash"));
        List.of(line.split(" ")).forEach(word -> command.add(word.equals("EMPTY") ? "" : word));
        Process bash = new ProcessBuilder(command)
                .directory(Project.ROOT.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(rewritten + " ");
        assertThat(bash.waitFor()).isZero();
    }
}
