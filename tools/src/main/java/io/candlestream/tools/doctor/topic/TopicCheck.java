package io.candlestream.tools.doctor.topic;

import static io.candlestream.tools.doctor.check.HumanText.count;
import static io.candlestream.tools.doctor.check.HumanText.span;

import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Judges the brokers and the topics: whether they hold what they get until it is read, and for how long. */
public record TopicCheck(BrokerSnapshot brokers) {
    private static final Duration SHORT = Duration.ofDays(1);
    private static final long ENDLESS = -1;

    /** Who answered at {@code address}. */
    public static CheckResult brokers(String address, BrokerSnapshot facts) {
        return CheckResult.ok(
                "broker",
                address + " answers: " + count(facts.brokers(), "broker")
                        + facts.version().map(version -> ", " + version).orElse(""));
    }

    /** The topic of the candles, without which nothing works. */
    public CheckResult candles(String name) {
        return stream("topic", name, "ASSET_PRICES_TOPIC");
    }

    /**
     * The topic of a stream, without which there is nothing to store of it.
     *
     * @param variable that names it
     */
    public CheckResult stream(String check, String name, String variable) {
        return Optional.ofNullable(brokers.topics().get(name))
                .map(topic -> topic.judged(check, facts -> check(check, name, facts)))
                .orElseGet(() -> CheckResult.fail(
                        check,
                        "there is no topic " + name + " (start the producer, which makes it, or set " + variable
                                + ")"));
    }

    /** The topic of the gaps, which is made when it is needed. */
    public CheckResult gaps(String check, String name) {
        return later(check, name, facts -> check(check, name, facts));
    }

    /** The topic of the dead letters, which is made when the consumer starts. */
    public CheckResult letters(String check, String name) {
        return later(check, name, facts -> new CheckBuilder(check)
                .failIf(!facts.readable(), "the login may not read " + name, "grant READ on it")
                .warnIf(
                        facts.fed(),
                        name + " got records within the last day, it holds " + count(facts.records(), "record"),
                        "./candlestream dead-letters list names the causes")
                .orElse(name + " holds " + count(facts.records(), "record") + ", none of the last day"));
    }

    private CheckResult later(String check, String name, Function<TopicSnapshot, CheckResult> judge) {
        return Optional.ofNullable(brokers.topics().get(name))
                .map((ProbeResult<TopicSnapshot> topic) -> topic.judged(check, judge))
                .orElseGet(() -> CheckResult.skip(check, "there is no topic " + name + " yet: the consumer makes it"));
    }

    private CheckResult check(String check, String name, TopicSnapshot facts) {
        String policy = facts.settings().getOrDefault("cleanup.policy", "delete");
        long retention = Long.parseLong(facts.settings().getOrDefault("retention.ms", String.valueOf(ENDLESS)));
        return new CheckBuilder(check)
                .failIf(!facts.readable(), "the login may not read " + name, "grant READ on it")
                .failIf(
                        facts.leaderless() > 0,
                        count(facts.leaderless(), "partition") + " of " + name + " without a leader",
                        "start the brokers that hold them")
                .failIf(
                        policy.contains("compact"),
                        name + " is compacted, which keeps only the newest record of an asset",
                        "set its cleanup.policy to delete")
                .warnIf(
                        retention != ENDLESS && retention < SHORT.toMillis(),
                        name + " keeps records for " + span(Duration.ofMillis(retention))
                                + ", a consumer that is away for longer loses them",
                        "raise its retention.ms")
                .warnIf(
                        facts.lagging() > 0,
                        count(facts.lagging(), "partition") + " of " + name + " without all copies",
                        "bring the missing brokers back")
                .warnIf(
                        facts.copies() == 1 && brokers.brokers() > 2,
                        name + " has one copy on " + brokers.brokers() + " brokers, with one of them records are lost",
                        "give it 3 (CANDLESTREAM_PRODUCER_TOPIC_REPLICATION for a new one)")
                .orElse(name + ": " + count(facts.partitions(), "partition") + ", " + count(facts.copies(), "copy")
                        + ", " + kept(facts, retention) + ", holds " + count(facts.records(), "record"));
    }

    private static String kept(TopicSnapshot facts, long retention) {
        if (facts.settings().isEmpty()) {
            return "its settings not for this login to see";
        }
        return retention == ENDLESS ? "kept for ever" : "kept for " + span(Duration.ofMillis(retention));
    }
}
