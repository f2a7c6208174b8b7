package io.candlestream.sandbox.chaos;

import io.candlestream.runtime.program.OutputFile;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.sandbox.proof.Proof;
import io.candlestream.sandbox.proof.ProvedStore;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.SeededMarket;
import io.candlestream.tools.verify.TableComparison;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One drill from start to report: the test bed, the rounds, the comparison. */
record Drill(DrillCommand options, PrintStream out) {
    static final Interval INTERVAL = Interval.MINUTE_1;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LAST_CANDLES = 3;

    /**
     * Faster than the clock, so it begins in the past: a drill of a day at speed 60 is sixty days, and the consumer refuses
     * what opens a day after it was collected.
     */
    private static final Duration AGO = Duration.ofDays(60);

    /** Runs the drill and returns its exit code: 0 only if the table equals the exchange, for {@code verify} too, and every stop was clean. */
    int run() {
        Path folder = ProjectFolder.find().sandbox("drills");
        out.println("Drill, seed " + options.seed + ": starting broker, Cassandra, "
                + (options.postgres() ? "PostgreSQL, " : "") + "producer and consumer ...");
        int code = StopLine.undone(
                        () -> "Stopped before the end of the drill, so nothing is proved. Logs are in " + folder)
                .during(() -> drill(folder));
        if (code == Program.OK) {
            Folders.delete(folder);
        } else {
            out.println("Logs are in " + folder);
        }
        return code;
    }

    private int drill(Path folder) {
        long start = Instant.now().minus(AGO).toEpochMilli();
        SeededMarket market = new SeededMarket(options.seed, options.symbols(), INTERVAL, start);
        try (TestBed testBed = TestBed.start(market, options, folder)) {
            Rounds rounds = new Rounds(testBed, options.seed, out);
            List<ResourceSample> samples = List.of();
            if (options.chaos().isPresent()) {
                samples = rounds.chaos(options.faults(), options.chaos().get());
            } else {
                rounds.each(options.faults(), options.rounds);
            }
            return judge(testBed, rounds, samples);
        } catch (IllegalStateException e) {
            out.println("The drill cannot be finished: " + e.getMessage());
            return Program.FAILED;
        }
    }

    private int judge(TestBed testBed, Rounds rounds, List<ResourceSample> samples) {
        letTheLastCandlesClose(testBed);
        Map<String, Verdict> totals = new LinkedHashMap<>();
        testBed.stores().forEach(store -> totals.put(store.name(), settled(testBed, store)));
        RoundVerdicts verdicts = testBed.stores().stream()
                .map(store -> store.candles(candles ->
                        RoundVerdicts.of(rounds.played(), testBed.exchange().truth(), candles, store.name())))
                .reduce(RoundVerdicts::and)
                .orElseThrow();
        rounds.verified("in the end", PATIENCE);
        options.derived.forEach(what -> options.stores()
                .forEach(sink -> rounds.verified(new DerivedProof(testBed.pipeline(), what, sink), PATIENCE)));
        Optional<TableComparison.Outcome> lake =
                testBed.lake().map(there -> there.settled(testBed.session(), options.streams, PATIENCE));
        long deadLetters = testBed.deadLetters();
        testBed.run().stop();
        String report = new DrillReport(options, totals, rounds.verified(), deadLetters, verdicts, samples).text();
        out.println();
        out.print(report);
        lake.ifPresent(outcome -> outcome.lines().forEach(out::println));
        testBed.lake().ifPresent(there -> there.answer("check", "--minutes", "0", "--delete")
                .forEach(out::println));
        options.report.ifPresent(file -> OutputFile.write(file, report));
        boolean equal = lake.map(TableComparison.Outcome::equal).orElse(true);
        return equal && passes(totals.values(), rounds.verified().values(), rounds.played())
                ? Program.OK
                : Program.FAILED;
    }

    private static Verdict settled(TestBed testBed, ProvedStore store) {
        return testBed.run()
                .settle(
                        () -> store.candles(candles ->
                                Proof.ofUpdates(testBed.exchange().truth().candles(), candles.rows())),
                        PATIENCE);
    }

    /** A difference that {@code verify} found after a group of faults counts even where the table is equal in the end. */
    static boolean passes(
            Collection<Verdict> totals, Collection<TableComparison.Outcome> verified, List<Round> played) {
        boolean clean = played.stream().allMatch(round -> round.log().unclean().isEmpty());
        return totals.stream().allMatch(Verdict::equal)
                && verified.stream().allMatch(TableComparison.Outcome::equal)
                && clean;
    }

    /**
     * The updates of a candle that is still open are not healed, so the market stops when every candle that a fault can
     * have touched is closed: what is open by then was said to a pipeline that had recovered.
     */
    private static void letTheLastCandlesClose(TestBed testBed) {
        long closed = testBed.exchange().truth().closed();
        long enough =
                closed + (long) LAST_CANDLES * testBed.exchange().symbols().size();
        testBed.await(
                "the last candles to close",
                PATIENCE,
                () -> testBed.exchange().truth().closed() >= enough);
        testBed.exchange().stop();
    }
}
