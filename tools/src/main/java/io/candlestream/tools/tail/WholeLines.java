package io.candlestream.tools.tail;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** The lines of the records, printed by one thread until another one ends it, after a whole line. */
final class WholeLines {
    private static final long MOST_SECONDS = 1;

    private final PrintStream out;
    private final ReentrantLock printing = new ReentrantLock();
    private final AtomicLong shown = new AtomicLong();

    WholeLines(PrintStream out) {
        this.out = out;
    }

    void print(String line) {
        printing.lock();
        try {
            out.println(line);
            shown.incrementAndGet();
        } finally {
            printing.unlock();
        }
    }

    /**
     * Prints no line any more, and does not wait long for one that nobody reads.
     *
     * @return the line for a person
     */
    String end(String topic) {
        try {
            if (printing.tryLock(MOST_SECONDS, TimeUnit.SECONDS)) { // for good
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "Stopped: " + (shown.get() == 1 ? "1 record" : shown + " records") + " of " + topic + " shown.";
    }
}
