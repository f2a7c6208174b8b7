package io.candlestream.tools.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The first differences of a proof, a line each; further ones are counted elsewhere. */
public final class Differences implements Consumer<String> {
    private static final int KEPT = 20;

    private final List<String> lines = new ArrayList<>();

    @Override
    public void accept(String line) {
        if (lines.size() < KEPT) {
            lines.add(line);
        }
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
