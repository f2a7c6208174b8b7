package io.candlestream.tools.doctor.finding;

import io.candlestream.tools.doctor.finding.Finding.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gathers all that a check notices; the gravest of it decides. */
public final class Judgement {
    private final String name;
    private final List<Finding> noticed = new ArrayList<>();

    public Judgement(String name) {
        this.name = name;
    }

    /** Notes what works but will not for ever, or not well, where {@code true}. */
    public Judgement warnIf(boolean so, String found, String wayOut) {
        return note(so, Mark.WARN, found, wayOut);
    }

    /** Notes what keeps the pipeline from its work, where {@code true}. */
    public Judgement failIf(boolean so, String found, String wayOut) {
        return note(so, Mark.FAIL, found, wayOut);
    }

    private Judgement note(boolean so, Mark mark, String found, String wayOut) {
        if (so) {
            noticed.add(new Finding(name, mark, found, wayOut));
        }
        return this;
    }

    /** The finding; {@code well} when nothing was noticed. */
    public Finding orElse(String well) {
        return noticed.stream()
                .map(Finding::mark)
                .max(Mark::compareTo)
                .map(worst -> new Finding(name, worst, joined(Finding::found), joined(Finding::wayOut)))
                .orElseGet(() -> Finding.ok(name, well));
    }

    private String joined(Function<Finding, String> part) {
        return noticed.stream()
                .map(part)
                .filter(words -> !words.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
