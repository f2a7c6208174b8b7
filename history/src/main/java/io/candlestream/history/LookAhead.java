package io.candlestream.history;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** Elements of which each is found when it is asked for. */
public abstract class LookAhead<T> implements Iterator<T> {
    private Optional<T> head = Optional.empty();
    private boolean ended;

    /** Those of {@code elements}, one of them ahead. */
    public static <T> LookAhead<T> of(Iterator<T> elements) {
        return new LookAhead<>() {
            @Override
            protected Optional<T> find() {
                return elements.hasNext() ? Optional.of(elements.next()) : Optional.empty();
            }
        };
    }

    /** Those of all {@code parts}, each of which is opened when its turn comes. */
    public static <P, T> LookAhead<T> flat(Iterator<P> parts, Function<P, Iterator<T>> opened) {
        return new LookAhead<>() {
            private Iterator<T> open = Collections.emptyIterator();

            @Override
            protected Optional<T> find() {
                while (!open.hasNext() && parts.hasNext()) {
                    open = opened.apply(parts.next());
                }
                return open.hasNext() ? Optional.of(open.next()) : Optional.empty();
            }
        };
    }

    /** The next one, empty at the end; after that it is not called again. */
    protected abstract Optional<T> find();

    @Override
    public final boolean hasNext() {
        if (head.isEmpty() && !ended) {
            head = find();
            ended = head.isEmpty();
        }
        return head.isPresent();
    }

    /** What {@link #next} will return, empty at the end. */
    public final Optional<T> peek() {
        return hasNext() ? head : Optional.empty();
    }

    @Override
    public final T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T found = head.get();
        head = Optional.empty();
        return found;
    }
}
