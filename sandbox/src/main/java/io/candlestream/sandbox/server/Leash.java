package io.candlestream.sandbox.server;

import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * The Java agent in every child JVM: ends it when its parent is gone, however the parent ended, and leaves Ctrl-C to
 * the parent. The parent holds the other end of standard input and never writes to it.
 */
public final class Leash {
    private static final int KILLED = 137;

    private Leash() {}

    /** Called by the JVM before {@code main}, with {@code -javaagent:leash.jar}. */
    public static void premain(String arguments, Instrumentation instrumentation) throws ReflectiveOperationException {
        ignoreInterrupt();
        Thread watch = new Thread(Leash::haltAtEndOfInput, "leash");
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

    /** By reflection, because javac warns of {@code sun.misc.Signal} and cannot be told not to. */
    private static void ignoreInterrupt() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object interrupt = signal.getConstructor(String.class).newInstance("INT");
        signal.getMethod("handle", signal, handler)
                .invoke(null, interrupt, handler.getField("SIG_IGN").get(null));
    }
}
