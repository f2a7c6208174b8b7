package io.candlestream.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredWindowTest {
    private static final long SECOND = 1_000_000_000;

    /** One CPU-second a second of the client, two of the servers. */
    private static ProcessSample sample(long second, long writes) {
        return new ProcessSample(second * SECOND, writes, second, 2.0 * second);
    }

    @Test
    void beginsBeforeTheFirstWriteAndEndsWithTheLast() {
        List<ProcessSample> samples =
                List.of(sample(10, 5), sample(11, 5), sample(12, 6), sample(13, 6), sample(14, 9), sample(15, 9));

        assertThat(MeasuredWindow.ofWrites(samples)).contains(new MeasuredWindow(3, 3, 6));
    }

    @Test
    void isEmptyWithoutWrites() {
        assertThat(MeasuredWindow.ofWrites(List.of(sample(1, 5), sample(2, 5)))).isEmpty();
        assertThat(MeasuredWindow.ofWrites(List.of(sample(1, 0)))).isEmpty();
    }

    @Test
    void takesCpuFromTheSamplesNextToItsTimes() {
        List<ProcessSample> samples = List.of(sample(1, 0), sample(2, 0), sample(3, 0), sample(4, 0));

        assertThat(MeasuredWindow.ofTimes(samples, 2 * SECOND + 100, 4 * SECOND - 400))
                .isEqualTo(new MeasuredWindow(2 - 500e-9, 2, 4));
    }

    @Test
    void seesThisProcessWork() {
        ProcessTree self = new ProcessTree(ProcessHandle.current().pid());

        assertThat(self.cpuSeconds()).isPositive();
        assertThat(self.peakMegabytes()).isBetween(10.0, 100_000.0);
    }
}
