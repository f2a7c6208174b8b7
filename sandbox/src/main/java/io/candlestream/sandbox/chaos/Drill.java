package io.candlestream.sandbox.chaos;

import io.candlestream.runtime.program.OutputFile;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.sandbox.proof.Proof;
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
import java.util.List;

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
        Path folder = ProjectFolder.find()
                .sandbox()
                .resolve("drills")
                .resolve(String.valueOf(ProcessHandle.current().pid()));
        out.println("Drill, seed " + options.seed + ": starting broker, Cassandra, producer and consumer ...");
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
        try (TestBed testBed = TestBed.start(market, options.streams(), options.speed, options.cluster(), folder)) {
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
        Verdict total = testBed.run()
                .settle(
                        () -> Proof.ofUpdates(
                                testBed.exchange().truth().candles(),
                                testBed.table().rows()),
                        PATIENCE);
        RoundVerdicts verdicts =
                RoundVerdicts.of(rounds.played(), testBed.exchange().truth(), testBed.table());
        rounds.verified("in the end", PATIENCE);
        long deadLetters = testBed.deadLetters();
        testBed.run().stop();
        String report = new DrillReport(options, total, rounds.verified(), deadLetters, verdicts, samples).text();
        out.println();
        out.print(report);
        options.report.ifPresent(file -> OutputFile.write(file, report));
        return passes(total, rounds.verified().values(), rounds.played()) ? Program.OK : Program.FAILED;
    }

    /** A difference that {@code verify} found after a group of faults counts even where the table is equal in the end. */
    static boolean passes(Verdict total, Collection<TableComparison.Outcome> verified, List<Round> played) {
        boolean clean = played.stream().allMatch(round -> round.log().unclean().isEmpty());
        return total.equal() && verified.stream().allMatch(TableComparison.Outcome::equal) && clean;
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
