package io.candlestream.checks.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documents are in plain English: no rare or poetic word where a common one says the same. What a program says is quoted in
 * code, and is not looked at.
 */
class LanguageTest {
    private static final Pattern REFUSED = Pattern.compile(
            "(?i)\\b(anew|mend(s|ed|ing)?|whoever|whomever|(is|are|was|were) told|everybody knows|in words"
                    + "|(in|by) the \\w+'s words|own words|without a word)\\b");

    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

    /** Beside the documents: what a user reads of the alerts. */
    private static Stream<String> texts() {
        return Stream.concat(
                Document.all().stream().map(Document::file),
                Stream.of(
                        "monitoring/rules/candlestream.yml", ".env.example", "docs/secure.conf", "docs/streams.conf"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTextIsInCommonWords(String file) {
        assertThat(refused(Project.text(file))).as(file).isEmpty();
    }

    /** The code of all modules: names, comments and messages. */
    private static Stream<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : Project.modulesWithCode()) {
            try (Stream<Path> files = Files.walk(Project.ROOT.resolve(module).resolve("src/main"))) {
                files.filter(file -> file.toString().matches(".*[.](java|js)")).forEach(sources::add);
            }
        }
        return sources.stream();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void everySourceIsInCommonWords(Path file) throws IOException {
        assertThat(refused(Files.readString(file).replaceAll("(?m)^\\s*([*]|//)", "")))
                .isEmpty();
    }

    @Test
    void findsWhatItRefuses() {
        assertThat(refused("It starts anew, once the cause\nis mended; whoever is told `anew` knows."))
                .containsExactly("anew", "mended", "whoever", "is told");
    }

    private static List<String> refused(String text) {
        return REFUSED.matcher(CODE.matcher(text).replaceAll("").replaceAll("\\s+", " "))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
