package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.server.Server;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Cassandra and the broker killed (S1, B1) and frozen (S2, B1). */
final class ServerFaults {
    private static final Duration SHORTEST_FREEZE = Duration.ofSeconds(1);
    private static final int FREEZE_SPREAD_MILLIS = 4000;
    private static final int LONGEST_ABSENCE_MILLIS = 3000;

    private ServerFaults() {}

    /** @param outages how long Cassandra stays away */
    static List<Fault> all(List<Duration> outages) {
        Stream<Fault> killed = outages.stream()
                .map(outage -> new Fault(
                        "S1",
                        "Cassandra killed, away for " + outage.toSeconds() + " s",
                        (testBed, random) -> kill(testBed.servers().cassandra(), outage)));
        Stream<Fault> others = Stream.of(
                new Fault(
                        "S2",
                        "Cassandra frozen",
                        (testBed, random) -> freeze(testBed.servers().cassandra(), random)),
                new Fault(
                        "B1",
                        "broker killed",
                        (testBed, random) -> kill(testBed.servers().broker(), absence(random))),
                new Fault(
                        "B1",
                        "broker frozen",
                        (testBed, random) -> freeze(testBed.servers().broker(), random)));
        return Stream.concat(killed, others).toList();
    }

    /** How long what was killed stays away. */
    static Duration absence(Random random) {
        return Duration.ofMillis(random.nextInt(LONGEST_ABSENCE_MILLIS));
    }

    static void kill(Server server, Duration outage) {
        server.kill();
        Wait.of(outage);
        server.restart();
    }

    static void freeze(Server server, Random random) {
        server.process().freeze();
        Wait.of(SHORTEST_FREEZE.plusMillis(random.nextInt(FREEZE_SPREAD_MILLIS)));
        server.process().thaw();
    }
}
