package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Producer and consumer killed (C1, P1) and asked to end (M1). */
final class ProgramFaults {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(40);

    private ProgramFaults() {}

    static List<Fault> all() {
        Stream<Fault> killed = Stream.of(KillPoint.values())
                .map(point -> new Fault(
                        "C1", point.description(), (testBed, random) -> killConsumer(testBed, random, point)));
        Stream<Fault> others = Stream.of(
                new Fault("P1", "producer killed", ProgramFaults::killProducer),
                new Fault("M1", "SIGTERM to the producer", (testBed, random) -> {
                    stop(testBed, "producer", testBed.run().producer());
                    testBed.run().restartProducer();
                }),
                new Fault("M1", "SIGTERM to the consumer", (testBed, random) -> {
                    stop(testBed, "consumer", testBed.run().consumer());
                    testBed.run().restartConsumer();
                }));
        return Stream.concat(killed, others).toList();
    }

    private static void killConsumer(TestBed testBed, Random random, KillPoint point) {
        point.await(testBed.checkpoint(), random);
        testBed.run().consumer().kill();
        testBed.log().replayed().set(testBed.checkpoint().unfinishedRecords());
        testBed.run().restartConsumer();
    }

    private static void killProducer(TestBed testBed, Random random) {
        testBed.run().producer().kill();
        Wait.of(ServerFaults.absence(random));
        testBed.run().restartProducer();
    }

    private static void stop(TestBed testBed, String name, ChildJvm program) {
        try {
            int code = program.stop(LONGEST_STOP);
            if (code != 0) {
                testBed.log().unclean().add("The " + name + " answered SIGTERM with exit code " + code);
            }
        } catch (IllegalStateException e) {
            testBed.log()
                    .unclean()
                    .add("The " + name + " did not end within " + LONGEST_STOP.toSeconds() + " s of SIGTERM");
        }
    }
}
