package io.candlestream.tools.verify;

import java.util.ArrayList;
import java.util.List;

/** The first differences of a comparison; the others are only counted elsewhere. */
final class Differences {
    private static final int KEPT = 20;

    private final List<Difference> first = new ArrayList<>();

    void add(Difference difference) {
        if (first.size() < KEPT) {
            first.add(difference);
        }
    }

    List<Difference> first() {
        return List.copyOf(first);
    }
}
