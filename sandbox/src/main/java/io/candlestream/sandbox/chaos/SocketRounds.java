package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.server.Wait;
import io.candlestream.simulator.exchange.Faults;
import io.candlestream.simulator.exchange.RestFault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** What goes wrong between the exchange and the producer (W1, W3), and what REST says wrongly meanwhile (R1 to R12). */
final class SocketRounds {
    private static final List<RestFault> REFUSALS =
            List.of(RestFault.TOO_MANY, RestFault.BANNED, RestFault.BROKEN, RestFault.SILENT);
    private static final int SERVICE_RESTART = 1012;
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGER_THAN_SILENCE = Duration.ofSeconds(3);
    private static final int SPREAD_MILLIS = 4000;
    private static final Duration SHUTDOWN_LEAD = Duration.ofSeconds(1);

    /** At speed 60, two or three candles close unheard. */
    private static final Duration UNHEARD = Duration.ofMillis(2500);

    /** Longer than a candle may be missing before it counts as a gap. */
    private static final Duration UNTIL_HEALING = Duration.ofSeconds(6);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WRONG_SPREAD_MILLIS = 2000;

    private SocketRounds() {}

    static List<Fault> all() {
        Stream<Fault> sockets = Stream.of(
                atOnce("socket reset", Faults::reset),
                atOnce("socket closed", faults -> faults.close(SERVICE_RESTART, "Service Restart")),
                atOnce("socket half-open", Faults::halfOpen),
                lasting("socket stalled while open", Faults::stall),
                lasting("cut for its age", faults -> faults.lifetime(Duration.ZERO)),
                lasting("connections refused", faults -> {
                    faults.refuse();
                    faults.reset();
                }),
                new Fault("W1", "serverShutdown", (testBed, random) -> {
                    testBed.exchange().faults().shutDown(SHUTDOWN_LEAD);
                    Wait.of(SHUTDOWN_LEAD);
                }));
        Stream<Fault> refusals = REFUSALS.stream().map(SocketRounds::restFails);
        Stream<Fault> bans = Stream.of(
                banned("connections refused with 429", RestFault.TOO_MANY),
                banned("connections banned with 418", RestFault.BANNED));
        return Stream.of(sockets, refusals, bans, wrongAnswers().stream())
                .flatMap(Function.identity())
                .toList();
    }

    /** REST fails for longer than it takes to find that the socket is dead, so that healing meets it. */
    private static Fault restFails(RestFault fault) {
        String kind = "socket half-open, REST "
                + fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Fault("W1", kind, (testBed, random) -> {
            Faults faults = testBed.exchange().faults();
            faults.rest(fault);
            faults.halfOpen();
            last(faults, LONGER_THAN_SILENCE, random);
        });
    }

    private static Fault atOnce(String kind, Consumer<Faults> fault) {
        return new Fault(
                "W1", kind, (testBed, random) -> fault.accept(testBed.exchange().faults()));
    }

    /** The exchange refuses the handshake and says for how long, and REST meanwhile. */
    private static Fault banned(String kind, RestFault refusal) {
        return new Fault("W3", kind, (testBed, random) -> {
            Faults faults = testBed.exchange().faults();
            long before = faults.refused();
            faults.rest(refusal);
            faults.refuse(refusal);
            faults.reset();
            Wait.of(SHORTEST.plusMillis(random.nextInt(SPREAD_MILLIS)));
            testBed.await("a handshake that meets: " + kind, PATIENCE, () -> faults.refused() > before);
            faults.clear();
        });
    }

    private static Fault lasting(String kind, Consumer<Faults> fault) {
        return new Fault("W1", kind, (testBed, random) -> {
            Faults faults = testBed.exchange().faults();
            fault.accept(faults);
            last(faults, SHORTEST, random);
        });
    }

    private static void last(Faults faults, Duration shortest, Random random) {
        Wait.of(shortest.plusMillis(random.nextInt(SPREAD_MILLIS)));
        faults.clear();
    }

    /** Answers that are not what they should be, while there is something to heal. */
    private static List<Fault> wrongAnswers() {
        return List.of(
                wrong("R1", "REST body stalls", RestFault.STALLED),
                wrong("R2", "REST body empty", RestFault.EMPTY_BODY),
                wrong("R2", "REST answers {}", RestFault.EMPTY_OBJECT),
                wrong("R2", "REST answers null", RestFault.NULL),
                wrong("R3", "REST body truncated", RestFault.TRUNCATED),
                wrong("R4", "REST page capped", RestFault.CAPPED),
                wrong("R5", "REST row repeated", RestFault.REPEATED_ROW),
                wrong("R6", "REST clock ahead", RestFault.CLOCK_AHEAD),
                wrong("R7", "REST body huge", RestFault.HUGE),
                wrong("R8", "REST 429, come again at once", RestFault.TOO_MANY_AT_ONCE),
                wrong("R9", "REST answers HTML", RestFault.HTML),
                wrong("R10", "REST tells no candles", RestFault.NO_ROWS),
                wrong("R11", "REST 503", RestFault.BROKEN),
                wrong("R12", "REST 418", RestFault.BANNED));
    }

    private static Fault wrong(String id, String kind, RestFault fault) {
        return new Fault(id, kind, (testBed, random) -> playWrong(testBed, random, kind, fault));
    }

    /** The socket is away until there is something to heal; REST fails until after healing has met that. */
    private static void playWrong(TestBed testBed, Random random, String kind, RestFault fault) {
        Faults faults = testBed.exchange().faults();
        faults.refuse();
        faults.reset();
        Wait.of(UNHEARD);
        faults.clear();
        long before = faults.restRefused();
        faults.rest(fault);
        Wait.of(UNTIL_HEALING.plusMillis(random.nextInt(WRONG_SPREAD_MILLIS)));
        testBed.await("a request that meets: " + kind, PATIENCE, () -> faults.restRefused() > before);
        faults.clear();
    }
}
