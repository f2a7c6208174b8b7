package io.candlestream.runtime.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final Arguments PAGE = new Arguments("page", List.of("Shows it."), Set.of("--accept-loss"));

    @Test
    void runsWithoutArgumentsAndWithItsOwn() {
        assertThat(PAGE.answer()).isEmpty();
        assertThat(PAGE.answer("--accept-loss")).isEmpty();
    }

    @Test
    void answersHelpAndVersionItself() {
        for (String option : List.of("-h", "--help", "-V", "--version")) {
            assertThat(PAGE.answer(option)).as(option).hasValue(0);
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(PAGE.answer("--port", "1234")).hasValue(2);
        assertThat(PAGE.refusal("--port"))
                .isEqualTo("./candlestream page: unknown option --port"
                        + " (settings come from the environment: docs/settings.md)");
        assertThat(PAGE.refusal("--acept-loss")).contains("unknown option --acept-loss; did you mean --accept-loss?");
        assertThat(PAGE.refusal("now")).contains("unknown argument now");
    }
}
