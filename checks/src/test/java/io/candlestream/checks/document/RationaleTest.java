package io.candlestream.checks.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each decision has a number for ever, and says whether it still holds. */
class RationaleTest {
    private static final String TEXT = Project.text("RATIONALE.md");

    @Test
    void everyEntryHasANumberOfItsOwn() {
        List<Integer> numbers = Project.found("(?m)^### (\\d+)\\. .+\\?$", TEXT).stream()
                .map(Integer::valueOf)
                .toList();

        assertThat(numbers)
                .hasSizeGreaterThan(100)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, numbers.size()).boxed().collect(Collectors.toList()));
        assertThat(Project.found("(?m)^(###.*)$", TEXT)).hasSameSizeAs(numbers);
    }

    @Test
    void everyEntryHasAStatus() {
        for (String entry : TEXT.split("\n### ", -1)) {
            if (Character.isDigit(entry.charAt(0))) {
                assertThat(entry).containsPattern("^\\d+\\. .+\n\\*(Accepted|Superseded by \\d+)\\.\\*");
            }
        }
    }

    @Test
    void whatReplacesAnEntryIsThere() {
        assertThat(Project.found("\\*Superseded by (\\d+)\\.\\*", TEXT))
                .isNotEmpty()
                .allSatisfy(
                        number -> assertThat(TEXT).containsPattern("(?m)^### " + number + "\\. .+\n\\*Accepted\\.\\*"));
    }

    /** A heading in a document of groups is a group's: no entry stands outside of the numbering. */
    @Test
    void groupsHaveNoQuestionsOfTheirOwn() {
        assertThat(Project.found("(?m)^## (.+)$", TEXT)).hasSizeBetween(5, 20).allSatisfy(group -> assertThat(group)
                .doesNotEndWith("?"));
    }
}
