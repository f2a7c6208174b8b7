package io.candlestream.consumer.access;

import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at start for a server that may come up later than the consumer. */
public record Patience(Duration deadline, Duration pause) {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    /** Whether a failure is worth another attempt, by how long the attempts have gone on. */
    @FunctionalInterface
    public interface Hope {
        boolean remains(Exception failure, Duration waited);
    }

    /**
     * What {@code attempt} yields when it no longer fails.
     *
     * @param goal what is attempted, to follow "Cannot"
     * @throws FatalException when hope or the deadline has gone; {@code reason} words the last failure
     */
    public <T> T until(String goal, Callable<T> attempt, Hope hope, Function<Exception, String> reason)
            throws InterruptedException {
        long start = System.nanoTime();
        boolean told = false;
        while (true) {
            try {
                return attempt.call();
            } catch (InterruptedException | FatalException | SettingsException e) {
                throw e;
            } catch (Exception e) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (!hope.remains(e, waited)) {
                    throw new FatalException("Cannot " + goal + ": " + reason.apply(e));
                }
                if (waited.plus(pause).compareTo(deadline) >= 0) {
                    throw new FatalException(
                            "Cannot " + goal + " within " + deadline.toSeconds() + " s: " + reason.apply(e));
                }
                if (!told) {
                    LOG.warn("Cannot {} yet: {}; trying for {} s", goal, reason.apply(e), deadline.toSeconds());
                    told = true;
                }
            }
            Thread.sleep(pause.toMillis());
        }
    }
}
