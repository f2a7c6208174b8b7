package io.candlestream.sandbox.server;

import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * The Java agent in every child JVM: ends it when its parent is gone, however the parent ended, and leaves Ctrl-C to
 * the parent. The parent holds the other end of standard input and never writes to it; a child that has standard input for
 * itself gets the parent's process id as the agent's argument.
 */
public final class ParentWatchdogAgent {
    private static final int KILLED = 137;
    private static final long LOOK_MILLIS = 500;

    private ParentWatchdogAgent() {}

    /** Called by the JVM before {@code main}, with {@code -javaagent:watchdog.jar} or {@code -javaagent:watchdog.jar=PID}. */
    public static void premain(String arguments, Instrumentation instrumentation) throws ReflectiveOperationException {
        ignoreInterrupt();
        boolean byInput = arguments == null || arguments.isEmpty();
        Thread watch = new Thread(
                byInput ? ParentWatchdogAgent::haltAtEndOfInput : () -> haltWithout(Long.parseLong(arguments)),
                "watchdog");
        watch.setDaemon(true);
        watch.start();
    }

    private static void haltAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes here: only the end of the stream says something.
            }
        } catch (IOException e) {
            // A broken pipe says the same as its end.
        }
        Runtime.getRuntime().halt(KILLED);
    }

    private static void haltWithout(long parent) {
        try {
            while (ProcessHandle.current()
                    .parent()
                    .filter(handle -> handle.pid() == parent)
                    .isPresent()) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(KILLED);
    }

    /** By reflection, because javac warns of {@code sun.misc.Signal} and has no switch for it. */
    private static void ignoreInterrupt() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object interrupt = signal.getConstructor(String.class).newInstance("INT");
        signal.getMethod("handle", signal, handler)
                .invoke(null, interrupt, handler.getField("SIG_IGN").get(null));
    }
}
