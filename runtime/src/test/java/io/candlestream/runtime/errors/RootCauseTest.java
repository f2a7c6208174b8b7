package io.candlestream.runtime.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RootCauseTest {
    @Test
    void findsOursInsideWhatSparkWrapsAroundIt() {
        FatalException ours = new FatalException("Cannot write to assets.assets: down");

        assertThat(RootCause.of(new IllegalStateException("job aborted", new RuntimeException(ours))))
                .isSameAs(ours);
    }

    @Test
    void wordsTheInnermostCauseInOneLine() {
        Exception foreign = new RuntimeException("outer", new IOException("disk full\nat a.b.c"));

        assertThat(RootCause.of(foreign)).hasMessage("Cannot go on: IOException: disk full");
    }
}
