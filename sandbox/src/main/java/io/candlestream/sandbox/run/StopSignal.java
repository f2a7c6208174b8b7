package io.candlestream.sandbox.run;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Turns Ctrl-C, SIGTERM or SIGHUP into a request that the demo obeys in order. While it still starts there is nothing to
 * compare: its thread is interrupted. The second request ends the process at once, and so does an end that takes too long; the
 * programs of the demo end with it.
 */
public final class StopSignal {
    /** So that the process has ended within five seconds. */
    private static final Duration LONGEST_END = Duration.ofMillis(4_500);
    /** Of it, what is left for rows that are still under way; the rest is for the comparison and the end of the programs. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(2_500);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private static final int BY_SIGNAL = 128;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final Thread demo = Thread.currentThread();
    private final Consumer<String> say;
    private boolean started;
    private volatile int code;

    /** @param say prints a line to anyone who waits for the end */
    public StopSignal(Consumer<String> say) {
        this.say = say;
        List.of("INT", "TERM", "HUP").forEach(this::handle);
    }

    /** By reflection, because javac warns of {@code sun.misc.Signal} and has no switch for it. */
    private void handle(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        request((int) signal.getMethod("getNumber").invoke(arguments[0]));
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot wait for SIG" + name, e);
        }
    }

    private synchronized void request(int number) {
        if (requested()) {
            Runtime.getRuntime().halt(code);
        }
        code = BY_SIGNAL + number;
        requested.countDown();
        Thread limit = new Thread(this::limit, "stop-limit");
        limit.setDaemon(true);
        limit.start();
    }

    /** Interrupts a start more than once: some library between us and the servers may swallow an interruption. */
    private void limit() {
        long end = System.nanoTime() + LONGEST_END.toNanos();
        try {
            while (System.nanoTime() < end) {
                interruptStart();
                Thread.sleep(LOOK_AGAIN.toMillis());
            }
        } catch (InterruptedException e) {
            return;
        }
        say.accept("Stopped at once: an orderly end would have taken longer than five seconds.");
        Runtime.getRuntime().halt(code);
    }

    /** Called by the demo: from here on a request is seen by {@link #await} and {@link #requested}, and interrupts nobody. */
    public synchronized void started() {
        started = true;
        Thread.interrupted();
    }

    private synchronized void interruptStart() {
        if (!started) {
            demo.interrupt();
        }
    }

    public boolean requested() {
        return requested.getCount() == 0;
    }

    /** How long the end may wait for what usually takes {@code patience}. */
    public Duration patience(Duration patience) {
        return requested() ? LONGEST_WAIT : patience;
    }

    /** The exit code of a demo that was ended by a signal, as shells count: 130 after Ctrl-C, 143 after SIGTERM. */
    public int code() {
        return code;
    }

    /** Waits for {@code longest}, or less when a stop is requested. */
    public void await(Duration longest) {
        try {
            requested.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the demo ran", e);
        }
    }
}
