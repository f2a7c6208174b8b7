package io.candlestream.tools.doctor.check;

import io.candlestream.tools.doctor.check.CheckResult.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gathers all that a check notices; the gravest of it decides. */
public final class CheckBuilder {
    private final String name;
    private final List<CheckResult> noticed = new ArrayList<>();

    public CheckBuilder(String name) {
        this.name = name;
    }

    /** Notes what works but will not for ever, or not well, where {@code true}. */
    public CheckBuilder warnIf(boolean so, String found, String wayOut) {
        return note(so, Mark.WARN, found, wayOut);
    }

    /** Notes what keeps the pipeline from its work, where {@code true}. */
    public CheckBuilder failIf(boolean so, String found, String wayOut) {
        return note(so, Mark.FAIL, found, wayOut);
    }

    private CheckBuilder note(boolean so, Mark mark, String found, String wayOut) {
        if (so) {
            noticed.add(new CheckResult(name, mark, found, wayOut));
        }
        return this;
    }

    /** The finding; {@code well} when nothing was noticed. */
    public CheckResult orElse(String well) {
        return noticed.stream()
                .map(CheckResult::mark)
                .max(Mark::compareTo)
                .map(worst -> new CheckResult(name, worst, joined(CheckResult::found), joined(CheckResult::wayOut)))
                .orElseGet(() -> CheckResult.ok(name, well));
    }

    private String joined(Function<CheckResult, String> part) {
        return noticed.stream()
                .map(part)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
