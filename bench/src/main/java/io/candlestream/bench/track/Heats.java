package io.candlestream.bench.track;

import io.candlestream.bench.contender.AbsentException;
import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.result.Result;
import io.candlestream.bench.result.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Lets contenders run by turns (A B A B ...), so that a slow minute of the machine hits them all. */
public final class Heats {
    private static final String OURS = "ours";

    private final Track track;
    private final String race;
    private final String unit;

    public Heats(Track track, String race, String unit) {
        this.track = track;
        this.race = race;
        this.unit = unit;
    }

    /** All contenders' results in their order; one that fails is told of and runs no more. */
    public List<Result> run(List<Contender> contenders, Function<Contender, Run> heat) {
        List<Contender> left = new ArrayList<>(contenders.stream()
                .filter(contender -> track.plan().wants(contender.name()))
                .toList());
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (int round = 1; round <= track.plan().rounds(); round++) {
            for (Contender contender : List.copyOf(left)) {
                if (!run(contender, round, heat, runs)) {
                    left.remove(contender);
                }
            }
        }
        return results(runs);
    }

    private boolean run(Contender contender, int round, Function<Contender, Run> heat, Map<String, List<Run>> runs) {
        String name = contender.name();
        try {
            Run run = heat.apply(contender);
            runs.computeIfAbsent(name, key -> new ArrayList<>()).add(run);
            track.report()
                    .progress(String.format(
                            Locale.ROOT, "%s, round %d: %s %,.0f %s", race, round, name, run.figure(), unit));
            return true;
        } catch (AbsentException e) {
            track.report().text("- " + race + ": " + name + " is left out: " + e.getMessage());
        } catch (IllegalStateException e) {
            track.report().failure(race + ": " + name, e);
        }
        return false;
    }

    private List<Result> results(Map<String, List<Run>> runs) {
        return runs.entrySet().stream()
                .map(entry -> result(entry.getKey(), entry.getValue(), runs.getOrDefault(OURS, List.of())))
                .toList();
    }

    private Result result(String name, List<Run> runs, List<Run> ours) {
        return ours.isEmpty() ? Result.alone(race, name, unit, runs) : Result.compared(race, name, unit, runs, ours);
    }
}
