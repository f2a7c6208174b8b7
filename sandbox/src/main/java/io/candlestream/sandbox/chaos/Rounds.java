package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.proof.ProvedStore;
import io.candlestream.sandbox.server.Wait;
import io.candlestream.tools.verify.TableComparison;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Plays faults on a test bed, one after the other, and remembers each round. */
final class Rounds {
    private static final Duration BEFORE = Duration.ofMillis(500);
    private static final int BEFORE_SPREAD_MILLIS = 1500;
    private static final Duration HEALED = Duration.ofSeconds(60);
    private static final Duration CHAOS_EVERY = Duration.ofSeconds(30);
    private static final Duration SAMPLE_EVERY = Duration.ofMinutes(1);

    private final TestBed testBed;
    private final long seed;
    private final PrintStream out;
    private final List<Round> played = new ArrayList<>();
    private final Map<String, TableComparison.Outcome> verified = new LinkedHashMap<>();

    /** @param out gets a line a round */
    Rounds(TestBed testBed, long seed, PrintStream out) {
        this.testBed = testBed;
        this.seed = seed;
        this.out = out;
    }

    List<Round> played() {
        return List.copyOf(played);
    }

    /** What {@code verify} said, by when it was asked: after each group of faults. */
    Map<String, TableComparison.Outcome> verified() {
        return Collections.unmodifiableMap(verified);
    }

    /** Keeps what {@code proof} says in the end. */
    void verified(DerivedProof proof, Duration patience) {
        verified.put("in the end, " + proof.name(), proof.settled(patience));
    }

    /**
     * Plays each group of {@code faults} for {@code rounds} rounds, its kinds in turn, and ends it with {@code verify}. What a group does depends on the
     * seed alone, not on the other groups.
     */
    void each(List<Fault> faults, int rounds) {
        for (List<Fault> kinds : groups(faults)) {
            Random random = new Random(seed * 31 + kinds.get(0).id().hashCode());
            for (int round = 0; round < rounds; round++) {
                play(kinds.get(round % kinds.size()), random);
                proveStreams("after round " + played.size());
            }
            verify(kinds.get(0).id());
        }
    }

    /** A row that is missing or differs shows in any later proof too, so a round that left all in order adds no line to the report. */
    private void proveStreams(String when) {
        testBed.proofs().forEach(proof -> {
            TableComparison.Outcome said = proof.settled(HEALED);
            out.println("      " + proof.stream() + " in " + proof.store().name() + ": " + said.verdict());
            if (!said.equal()) {
                verified.put(name(when, proof), said);
            }
        });
    }

    private String name(String when, StreamProof proof) {
        return when + ", " + proof.stream() + in(proof.store());
    }

    /** The market goes on meanwhile; what was lost to the last fault may still be on its way. */
    private void verify(String id) {
        String when = "after " + id;
        verified(when, HEALED).forEach((name, said) -> out.println("      verify " + name + ": " + said.verdict()));
    }

    /** What {@code verify} says of each stream once all is equal, or after {@code patience}. */
    Map<String, TableComparison.Outcome> verified(String when, Duration patience) {
        Map<String, TableComparison.Outcome> said = new LinkedHashMap<>();
        Wait.until(patience, BEFORE, () -> {
            testBed.stores()
                    .forEach(store -> said.put(when + in(store), store.candles(candles -> candles.comparedWith(
                                    testBed.exchange(), Drill.INTERVAL)
                            .run())));
            testBed.proofs()
                    .forEach(proof -> said.put(name(when, proof), proof.now().get()));
            return said.values().stream().allMatch(TableComparison.Outcome::equal);
        });
        verified.putAll(said);
        return said;
    }

    /** Where there are two stores, which one. */
    private String in(ProvedStore store) {
        return testBed.stores().size() == 1 ? "" : " in " + store.name();
    }

    private static List<List<Fault>> groups(List<Fault> faults) {
        Map<String, List<Fault>> groups = new LinkedHashMap<>();
        faults.forEach(fault ->
                groups.computeIfAbsent(fault.id(), id -> new ArrayList<>()).add(fault));
        return List.copyOf(groups.values());
    }

    /** Plays a random kind of a random group every 30 s, and returns a sample of each minute. */
    List<ResourceSample> chaos(List<Fault> faults, Duration length) {
        Random random = new Random(seed);
        List<List<Fault>> groups = groups(faults);
        List<ResourceSample> samples = new ArrayList<>();
        long begin = System.nanoTime();
        Duration next = Duration.ZERO;
        while (next.compareTo(length) < 0) {
            pauseUntil(begin, next);
            if (next.toSeconds() % SAMPLE_EVERY.toSeconds() == 0) {
                samples.add(ResourceSample.of(testBed, next));
            }
            List<Fault> kinds = groups.get(random.nextInt(groups.size()));
            play(kinds.get(random.nextInt(kinds.size())), random);
            next = next.plus(CHAOS_EVERY);
        }
        pauseUntil(begin, length);
        samples.add(ResourceSample.of(testBed, length));
        return samples;
    }

    private static void pauseUntil(long begin, Duration moment) {
        Duration left = moment.minusNanos(System.nanoTime() - begin);
        if (!left.isNegative()) {
            Wait.of(left);
        }
    }

    /** Plays {@code fault} at a random moment and waits until the pipeline has recovered from it. */
    private void play(Fault fault, Random random) {
        long began = System.nanoTime();
        RoundLog log = testBed.nextRound();
        Wait.of(BEFORE.plusMillis(random.nextInt(BEFORE_SPREAD_MILLIS)));
        long from = Drill.INTERVAL.openOf(testBed.exchange().now());
        fault.course().accept(testBed, random);
        long over = System.nanoTime();
        testBed.awaitEventAfter(testBed.exchange().now());
        Duration recovery = Duration.ofNanos(System.nanoTime() - over);
        played.add(new Round(fault, from, recovery, log));
        out.printf(
                Locale.ROOT,
                "%4d  %s  %-40s  recovered after %5.1f s, round %5.1f s%n",
                played.size(),
                fault.id(),
                fault.kind(),
                recovery.toMillis() / 1000.0,
                (System.nanoTime() - began) / 1e9);
        log.ended().forEach(text -> out.println("      " + text));
        log.unclean().forEach(text -> out.println("      " + text));
    }
}
