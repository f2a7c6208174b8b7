package io.candlestream.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Everything that a benchmark says: to the terminal at once, and in the end to files. */
public final class BenchReport {
    private final Consumer<String> out;
    private final StringBuilder markdown = new StringBuilder();
    private final List<RaceResult> results = new ArrayList<>();

    /** @param out hears each line as it comes */
    public BenchReport(Consumer<String> out) {
        this.out = out;
    }

    /** A line that is of interest only while it runs. */
    public void progress(String line) {
        out.accept(line);
    }

    /** Text that belongs to the results. */
    public void text(String text) {
        out.accept(text);
        markdown.append(text).append('\n');
    }

    /** What came to no result: its cause belongs to the results, the last lines of a program do not. */
    public void failure(String what, IllegalStateException cause) {
        String message = String.valueOf(cause.getMessage());
        text("- " + what + " failed: " + message.lines().findFirst().orElse(""));
        message.lines().skip(1).forEach(this::progress);
    }

    /** The results of a race, under its title. */
    public void race(String title, List<RaceResult> more) {
        results.addAll(more);
        text("\n## " + title + "\n");
        text(ResultTable.of(more));
    }

    /** All texts and tables so far. */
    public String markdown() {
        return markdown.toString();
    }

    /** All results so far. */
    public List<RaceResult> results() {
        return List.copyOf(results);
    }
}
