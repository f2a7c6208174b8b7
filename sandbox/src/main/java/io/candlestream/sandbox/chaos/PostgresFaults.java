package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.server.Wait;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL killed (G1), frozen (G2), stopped (G3) and restarted amid a transaction (G4). */
final class PostgresFaults {
    /** All of them, which need the sink. */
    static final List<String> IDS = List.of("G1", "G2", "G3", "G4");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + PostgresSetup.WRITER
                    + "' AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO \"assets\".\"assets\"%'";

    private PostgresFaults() {}

    /** @param outages how long a stopped server stays away */
    static List<Fault> all(List<Duration> outages) {
        Stream<Fault> away = outages.stream()
                .map(outage -> new Fault(
                        "G3", "PostgreSQL stopped, away for " + outage.toSeconds() + " s", (testBed, random) -> {
                            testBed.postgreSql().stop();
                            Wait.of(outage);
                            testBed.postgreSql().restart();
                        }));
        Stream<Fault> before = Stream.of(
                new Fault(
                        "G1",
                        "PostgreSQL killed",
                        (testBed, random) -> ServerFaults.kill(testBed.postgreSql(), ServerFaults.absence(random))),
                new Fault(
                        "G1",
                        "PostgreSQL killed amid a transaction",
                        (testBed, random) -> amidATransaction(
                                testBed, () -> testBed.postgreSql().kill())),
                new Fault(
                        "G2",
                        "PostgreSQL frozen",
                        (testBed, random) -> ServerFaults.freeze(testBed.postgreSql(), random)));
        Stream<Fault> behind = Stream.of(new Fault(
                "G4",
                "PostgreSQL restarted amid a transaction",
                (testBed, random) ->
                        amidATransaction(testBed, () -> testBed.postgreSql().stop())));
        return Stream.of(before, away, behind).flatMap(faults -> faults).toList();
    }

    /** Holds the table, so that a task stands between its batch's identity and its commit when the server ends. */
    private static void amidATransaction(TestBed testBed, Runnable end) {
        PostgresSetup setup = new PostgresSetup(testBed.postgreSql().superuser());
        try (Connection holder = setup.owner().connect();
                Connection onlooker = setup.owner().connect();
                Statement lock = holder.createStatement();
                Statement look = onlooker.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE assets.assets IN SHARE ROW EXCLUSIVE MODE");
            testBed.await("a transaction of the consumer", PATIENCE, () -> waits(look));
            end.run();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot hold the table: " + e.getMessage(), e);
        }
        testBed.postgreSql().restart();
    }

    private static boolean waits(Statement look) {
        try (ResultSet count = look.executeQuery(WAITING)) {
            count.next();
            return count.getLong(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot see what PostgreSQL does: " + e.getMessage(), e);
        }
    }
}
