package io.candlestream.schema;

import java.util.Iterator;
import java.util.stream.Stream;

/** The codes of all intervals, shortest first, for command lines to offer. */
public final class IntervalCodes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Stream.of(Interval.values()).map(Interval::code).iterator();
    }
}
