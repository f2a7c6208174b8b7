package io.candlestream.simulator.stored;

import io.candlestream.history.LookAhead;
import io.candlestream.runtime.program.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Elements that a thread of its own reads a little ahead: a few windows of them, however long the whole is. What the reading throws,
 * the reader gets when its turn comes.
 */
final class ReadAhead<E> extends LookAhead<E> implements AutoCloseable {
    /** How many elements a window has at most, and how many windows wait. */
    static final int WINDOW = 1024;

    static final int WINDOWS = 16;

    private final BlockingQueue<Window<E>> windows = new ArrayBlockingQueue<>(WINDOWS);
    private final Thread thread;
    private final Queue<E> current = new ArrayDeque<>();
    private Optional<RuntimeException> failure = Optional.empty();
    private boolean ended;

    /** @param source is made, and read, on the thread */
    ReadAhead(Supplier<Iterator<E>> source) {
        thread = Program.daemons("exchange-read-ahead").newThread(() -> read(source));
        thread.start();
    }

    private void read(Supplier<Iterator<E>> source) {
        try {
            Window<E> window = window(source);
            while (!window.isLast()) {
                windows.put(window);
                window = window(window::rest);
            }
            windows.put(window);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody wants the rest
        }
    }

    private static <E> Window<E> window(Supplier<Iterator<E>> source) {
        List<E> elements = new ArrayList<>(WINDOW);
        Iterator<E> rest = Collections.emptyIterator();
        try {
            rest = source.get();
            while (elements.size() < WINDOW && !Thread.currentThread().isInterrupted() && rest.hasNext()) {
                elements.add(rest.next());
            }
            return new Window<>(elements, rest, Optional.empty());
        } catch (RuntimeException e) {
            return new Window<>(elements, rest, Optional.of(e));
        }
    }

    @Override
    protected Optional<E> find() {
        while (current.isEmpty() && !ended) {
            failure.ifPresent(cause -> {
                throw cause;
            });
            take();
        }
        return Optional.ofNullable(current.poll());
    }

    private void take() {
        try {
            Window<E> window = windows.take();
            current.addAll(window.elements());
            failure = window.failure();
            ended = window.isLast() && failure.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the store was read", e);
        }
    }

    /** Reads no more. */
    @Override
    public void close() {
        thread.interrupt();
    }

    /**
     * Some elements.
     *
     * @param rest those behind them
     * @param failure what came in place of the next one
     */
    private record Window<E>(List<E> elements, Iterator<E> rest, Optional<RuntimeException> failure) {
        boolean isLast() {
            return failure.isPresent() || elements.size() < WINDOW;
        }
    }
}
