package io.candlestream.consumer.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.metrics.Durations;
import io.candlestream.metrics.Meters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgesTest {
    private final Ages ages = new Ages();

    @Test
    void whatATaskCountedIsTheHistogramOnTheDriver() throws IOException, ClassNotFoundException {
        ages.add(-5);
        ages.add(50);
        ages.add(51);
        ages.add(7_200_000);
        Ages other = new Ages();
        other.add(49);
        Durations latency = new Durations(Ages.steps());
        travelled(ages).plus(other).addTo(latency);

        assertThat(text(latency))
                .contains(
                        "test_latency_bucket{le=\"0.05\"} 3\n",
                        "test_latency_bucket{le=\"0.1\"} 4\n",
                        "test_latency_bucket{le=\"3600.0\"} 4\n",
                        "test_latency_bucket{le=\"+Inf\"} 5\n",
                        "test_latency_sum 7200.15\n");
    }

    @Test
    void aReplayOfManyRowsThatAreYearsOldIsCounted() {
        long twoYears = Duration.ofDays(730).toMillis();
        for (int row = 0; row < 1_000; row++) {
            ages.add(twoYears);
        }
        Durations latency = new Durations(Ages.steps());
        ages.addTo(latency);

        assertThat(text(latency)).contains("test_latency_sum 6.3072E10\n");
    }

    private static String text(Durations durations) {
        Meters meters = new Meters("test");
        meters.durations("latency", "Latency", durations);
        return meters.text();
    }

    private static Ages travelled(Ages ages) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(ages);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Ages) in.readObject();
        }
    }
}
