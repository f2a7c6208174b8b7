package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.proof.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What several rounds of a fault came to; {@code verdicts} are by round. */
record FaultResult(String name, Map<Round, Verdict> verdicts) {
    FaultResult(String name) {
        this(name, new LinkedHashMap<>());
    }

    int rounds() {
        return verdicts.size();
    }

    /** The sum of a count, such as {@code Verdict::lost}. */
    long sum(ToLongFunction<Verdict> count) {
        return verdicts.values().stream().mapToLong(count).sum();
    }

    boolean harmed() {
        return !verdicts.values().stream().allMatch(Verdict::equal);
    }

    long replayed() {
        return logs().mapToLong(log -> log.replayed().get()).sum();
    }

    /** How often a program ended by itself. */
    int ended() {
        return logs().mapToInt(log -> log.ended().size()).sum();
    }

    private Stream<RoundLog> logs() {
        return verdicts.keySet().stream().map(Round::log);
    }

    /** What went wrong, as text. */
    List<String> problems() {
        return verdicts.entrySet().stream()
                .flatMap(e -> Stream.of(
                        e.getValue().examples(),
                        e.getKey().log().ended(),
                        e.getKey().log().unclean()))
                .flatMap(List::stream)
                .toList();
    }

    /** The recovery that {@code share} of the rounds did not exceed. */
    Duration recovery(double share) {
        List<Duration> sorted =
                verdicts.keySet().stream().map(Round::recovery).sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
