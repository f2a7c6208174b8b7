package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.proof.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What several rounds of a fault came to. */
final class FaultResult {
    private final String name;
    private final List<Duration> recoveries = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long lost;
    private long extra;
    private long mixed;
    private long replayed;
    private int ended;

    FaultResult(String name) {
        this.name = name;
    }

    void add(Round round, Verdict verdict) {
        lost += verdict.lost();
        extra += verdict.extra();
        mixed += verdict.mixed();
        replayed += round.replayed();
        ended += round.log().ended().size();
        recoveries.add(round.recovery());
        problems.addAll(verdict.examples());
        problems.addAll(round.log().ended());
        problems.addAll(round.log().unclean());
    }

    String name() {
        return name;
    }

    int rounds() {
        return recoveries.size();
    }

    long lost() {
        return lost;
    }

    long extra() {
        return extra;
    }

    long mixed() {
        return mixed;
    }

    boolean harmed() {
        return lost + extra + mixed > 0;
    }

    long replayed() {
        return replayed;
    }

    /** Programs that ended by themselves. */
    int ended() {
        return ended;
    }

    /** What went wrong, as text. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The recovery that {@code share} of the rounds did not exceed. */
    Duration recovery(double share) {
        List<Duration> sorted = recoveries.stream().sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
