package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private final AtomicLong seconds = new AtomicLong();
    private final AtomicBoolean succeeded = new AtomicBoolean();
    private final RestartPolicy outage = new RestartPolicy(
            "read topic prices",
            Duration.ofSeconds(10),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), () -> 1),
            () -> Duration.ofSeconds(seconds.get()).toNanos(),
            since -> succeeded.get());

    private final Exception away = new ExecutionException(new TimeoutException("no answer"));

    @Test
    void waitsLongerEachTimeAndEndsAtTheDeadline() {
        assertThat(outage.after(away)).isEqualTo(Duration.ofSeconds(1));
        seconds.set(5);
        assertThat(outage.after(away)).isEqualTo(Duration.ofSeconds(2));
        seconds.set(10);
        assertThatThrownBy(() -> outage.after(away))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("Cannot read topic prices for 10 s: TimeoutException: no answer");
    }

    @Test
    void aSuccessEndsAnOutage() {
        outage.after(away);
        succeeded.set(true);
        seconds.set(60);

        assertThat(outage.after(away)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatStaysStopsAtOnce() {
        FatalException ours = new FatalException("Cannot write to assets.assets: no success for 600 s");

        assertThatThrownBy(() -> outage.after(new RuntimeException(ours))).isSameAs(ours);
        assertThatThrownBy(() -> outage.after(new TopicAuthorizationException("no right")))
                .isInstanceOf(FatalException.class);
        assertThatThrownBy(() -> outage.after(new IOException("No space left on device")))
                .hasMessageContaining("No space left on device");
    }

    @Test
    void deadLettersAndNamesThatDoNotResolveAreOutagesToo() {
        assertThat(RestartPolicy.isTransient(new FatalException("Cannot write dead letters", away)))
                .isTrue();
        assertThat(RestartPolicy.isTransient(
                        new KafkaException("no client", new ConfigException("No resolvable bootstrap urls"))))
                .isTrue();
    }
}
