package io.candlestream.sandbox.drill;

import io.candlestream.sandbox.rig.Pause;
import io.candlestream.sandbox.rig.Rig;
import io.candlestream.sandbox.server.ChildJvm;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Producer and consumer killed (C1, P1) and asked to end (M1). */
final class ProgramFaults {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(40);
    private static final int LONGEST_ABSENCE_MILLIS = 3000;

    private ProgramFaults() {}

    static List<Fault> all() {
        Stream<Fault> killed = Stream.of(KillPoint.values())
                .map(point -> new Fault("C1", point.words(), (rig, random) -> killConsumer(rig, random, point)));
        Stream<Fault> others = Stream.of(
                new Fault("P1", "producer killed", ProgramFaults::killProducer),
                new Fault("M1", "SIGTERM to the producer", (rig, random) -> {
                    stop(rig, "producer", rig.run().producer());
                    rig.run().restartProducer();
                }),
                new Fault("M1", "SIGTERM to the consumer", (rig, random) -> {
                    stop(rig, "consumer", rig.run().consumer());
                    rig.run().restartConsumer();
                }));
        return Stream.concat(killed, others).toList();
    }

    private static void killConsumer(Rig rig, Random random, KillPoint point) {
        point.await(rig.checkpoint(), random);
        rig.run().consumer().kill();
        rig.notes().replayed(rig.checkpoint().unfinishedBatch());
        rig.run().restartConsumer();
    }

    private static void killProducer(Rig rig, Random random) {
        rig.run().producer().kill();
        Pause.of(Duration.ofMillis(random.nextInt(LONGEST_ABSENCE_MILLIS)));
        rig.run().restartProducer();
    }

    private static void stop(Rig rig, String name, ChildJvm program) {
        try {
            int code = program.stop(LONGEST_STOP);
            if (code != 0) {
                rig.notes().unclean("The " + name + " answered SIGTERM with exit code " + code);
            }
        } catch (IllegalStateException e) {
            rig.notes().unclean("The " + name + " did not end within " + LONGEST_STOP.toSeconds() + " s of SIGTERM");
        }
    }
}
