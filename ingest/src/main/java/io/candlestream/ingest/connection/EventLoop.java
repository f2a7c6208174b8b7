package io.candlestream.ingest.connection;

import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The one thread on which all connections decide; a task that fails stops the program instead of vanishing. */
@SuppressWarnings("FutureReturnValueIgnored") // guarded() hears of every failure.
final class EventLoop {
    private final ScheduledThreadPoolExecutor executor =
            // A socket can still report its end after the feed was closed; nobody has to hear of it.
            new ScheduledThreadPoolExecutor(1, Program.daemons("feed"), new ThreadPoolExecutor.DiscardPolicy());
    private final Duration connectGap;
    private final Consumer<FatalException> stop;
    private long nextConnect = System.nanoTime();

    EventLoop(Duration connectGap, Consumer<FatalException> stop) {
        this.connectGap = connectGap;
        this.stop = stop;
    }

    void soon(Runnable task) {
        later(Duration.ZERO, task);
    }

    void later(Duration delay, Runnable task) {
        executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void every(Duration period, Runnable task) {
        executor.scheduleAtFixedRate(guarded(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs {@code attempt} after {@code delay}, and later where the attempts of all connections would come too close: the
     * exchange allows 300 in 5 minutes.
     */
    void connectLater(Duration delay, Runnable attempt) {
        later(delay, () -> {
            long now = System.nanoTime();
            long slot = Math.max(now, nextConnect);
            nextConnect = slot + connectGap.toNanos();
            later(Duration.ofNanos(slot - now), attempt);
        });
    }

    /** Runs nothing more. */
    void shutdown() {
        executor.shutdown();
    }

    private Runnable guarded(Runnable task) {
        return Program.ending(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                stop.accept(new FatalException("Cannot keep the connections to the exchange: " + e, e));
            }
        });
    }
}
