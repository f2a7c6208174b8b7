package io.candlestream.history;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Elements of which each is found when it is asked for. */
public abstract class LookAhead<T> implements Iterator<T> {
    private Optional<T> head = Optional.empty();
    private boolean ended;

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
