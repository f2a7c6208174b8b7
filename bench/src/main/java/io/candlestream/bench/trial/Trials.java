package io.candlestream.bench.trial;

import io.candlestream.bench.contender.AbsentException;
import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.result.RaceResult;
import io.candlestream.bench.result.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Lets contenders run by turns (A B A B ...), so that a slow minute of the machine hits them all. */
public record Trials(BenchContext context, String unit) {
    private static final String OURS = "ours";

    /** All contenders' results in their order; one that fails is reported and runs no more. */
    public List<RaceResult> run(List<Contender> contenders, Function<Contender, Run> trial) {
        List<Contender> left = new ArrayList<>(contenders.stream()
                .filter(contender -> context.plan().wants(contender.name()))
                .toList());
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (int round = 1; round <= context.plan().rounds(); round++) {
            for (Contender contender : List.copyOf(left)) {
                if (!run(contender, round, trial, runs)) {
                    left.remove(contender);
                }
            }
        }
        return results(runs);
    }

    private boolean run(Contender contender, int round, Function<Contender, Run> trial, Map<String, List<Run>> runs) {
        String name = contender.name();
        try {
            Run run = trial.apply(contender);
            runs.computeIfAbsent(name, key -> new ArrayList<>()).add(run);
            context.report()
                    .progress(String.format(
                            Locale.ROOT, "%s, round %d: %s %,.0f %s", context.race(), round, name, run.figure(), unit));
            return true;
        } catch (AbsentException e) {
            context.report().text("- " + context.race() + ": " + name + " is left out: " + e.getMessage());
        } catch (IllegalStateException e) {
            context.report().failure(context.race() + ": " + name, e);
        }
        return false;
    }

    private List<RaceResult> results(Map<String, List<Run>> runs) {
        return runs.entrySet().stream()
                .map(entry -> result(entry.getKey(), entry.getValue(), runs.getOrDefault(OURS, List.of())))
                .toList();
    }

    private RaceResult result(String name, List<Run> runs, List<Run> ours) {
        return ours.isEmpty()
                ? context.alone(name, unit, runs)
                : RaceResult.compared(context.race(), name, unit, runs, ours);
    }
}
