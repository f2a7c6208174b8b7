package io.candlestream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.bench.load.Load.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadReportTest {
    private final List<String> lines = new ArrayList<>();
    private final LoadReport report = new LoadReport(1000, lines::add);

    private void at(double seconds, long sent, Duration behind) {
        report.accept(new Progress(sent, (long) (seconds * 1e9), behind));
    }

    @Test
    void tellsEveryFiveSecondsWhatTheLastFiveWereLike() {
        at(0.1, 100, Duration.ZERO);
        at(4.9, 4900, Duration.ZERO);
        at(5, 5000, Duration.ofMillis(2));
        at(10, 15_000, Duration.ofMillis(3));

        assertThat(lines).containsExactly("sent 5,000  1,000/s  2 ms behind", "sent 15,000  2,000/s  3 ms behind");
    }

    @Test
    void warnsWhenTheRateIsNotKept() {
        at(5, 3000, Duration.ofSeconds(2));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .startsWith("Cannot keep 1000 a second: 2000 ms late")
                .contains("--part");
    }

    @Test
    void remembersTheWorstMomentForTheEnd() {
        at(1, 900, Duration.ofMillis(700));
        at(2, 2000, Duration.ZERO);

        assertThat(report.summary(2000, Duration.ofSeconds(2)))
                .isEqualTo("delivered 2,000 in 2.0 s: 1,000/s, at most 700 ms behind");
    }
}
