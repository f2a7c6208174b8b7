package io.candlestream.tools.doctor.checkpoint;

import static io.candlestream.tools.doctor.check.HumanText.count;
import static io.candlestream.tools.doctor.check.HumanText.span;

import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.topic.BrokerSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges the checkpoint: whose it is, whether all that is left to read is still there, and how much that is.
 *
 * @param mine what the settings say, under the names of the consumer's own {@code candlestream.properties}
 * @param brokers what they hold; empty when they do not answer
 */
public record CheckpointCheck(Map<String, String> mine, Optional<BrokerSnapshot> brokers, Clock clock) {
    private static final String NAME = "checkpoint";
    private static final String SETTING = "CANDLESTREAM_CONSUMER_CHECKPOINT";
    private static final Duration STUCK = Duration.ofMinutes(1);

    /** The finding on what was seen before the brokers were asked. */
    public CheckResult judge(CheckpointProbe look) {
        if (look.elsewhere()) {
            return CheckResult.skip(
                    NAME, look.folder() + " is not on this machine: the consumer checks it when it starts");
        }
        return look.found()
                .map(there -> there.judged(NAME, facts -> judge(look.folder(), facts)))
                .orElseGet(() -> CheckResult.skip(
                        NAME,
                        "there is no " + look.folder() + " here: the consumer makes it (" + SETTING + " names it)"));
    }

    CheckResult judge(String folder, CheckpointSnapshot facts) {
        String foreign = foreign(facts);
        Backlog backlog = new Backlog(facts, brokers);
        String lost = foreign.isEmpty() ? backlog.lost() : "";
        boolean waiting = foreign.isEmpty() && lost.isEmpty() && backlog.records() > 0;
        String waits = count(backlog.records(), "record") + " wait";
        boolean runs = facts.process().isPresent();
        Optional<Duration> idle = facts.committed().map(time -> Duration.between(time, clock.instant()));
        String process = facts.process()
                .map(pid -> "process " + pid + " runs on " + folder)
                .orElse("no consumer runs on " + folder);
        String batch = idle.map(time -> "last batch " + span(time) + " ago").orElse("no batch yet");
        return new CheckBuilder(NAME)
                .failIf(
                        !foreign.isEmpty(),
                        folder + " belongs to another consumer: " + foreign,
                        SETTING + " has to name a folder of its own")
                .failIf(
                        !lost.isEmpty(),
                        "lost since " + folder + " was written: " + lost,
                        "./candlestream consumer --accept-loss goes on and has the candles fetched")
                .warnIf(waiting && !runs, process + ", and " + waits, "start the consumer")
                .warnIf(
                        waiting
                                && runs
                                && idle.filter(time -> time.compareTo(STUCK) > 0)
                                        .isPresent(),
                        process + ", " + batch + ", and " + waits,
                        "read what the consumer says; Cassandra or a broker may be slow")
                .orElse(process + ", "
                        + (brokers.isPresent()
                                ? count(backlog.records(), "record") + " behind"
                                : "how far behind is not known")
                        + ", " + batch);
    }

    /** How it differs from what the settings say; what only one of both knows is no difference. */
    private String foreign(CheckpointSnapshot facts) {
        return new TreeMap<>(mine)
                .entrySet().stream()
                        .filter(fact -> !Objects.equals(
                                fact.getValue(), facts.owner().getOrDefault(fact.getKey(), fact.getValue())))
                        .map(fact -> "its " + fact.getKey() + " is "
                                + facts.owner().get(fact.getKey()) + ", ours " + fact.getValue())
                        .collect(Collectors.joining("; "));
    }
}
