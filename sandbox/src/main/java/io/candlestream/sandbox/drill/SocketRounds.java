package io.candlestream.sandbox.drill;

import io.candlestream.sandbox.exchange.Faults;
import io.candlestream.sandbox.exchange.RestFault;
import io.candlestream.sandbox.rig.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What goes wrong between the exchange and the producer (W1). */
final class SocketRounds {
    private static final List<RestFault> REFUSALS =
            List.of(RestFault.TOO_MANY, RestFault.BANNED, RestFault.BROKEN, RestFault.SILENT);
    private static final int SERVICE_RESTART = 1012;
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGER_THAN_SILENCE = Duration.ofSeconds(3);
    private static final int SPREAD_MILLIS = 4000;
    private static final Duration SHUTDOWN_LEAD = Duration.ofSeconds(1);

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
                new Fault("W1", "serverShutdown", (rig, random) -> {
                    rig.exchange().faults().shutDown(SHUTDOWN_LEAD);
                    Pause.of(SHUTDOWN_LEAD);
                }));
        return Stream.concat(sockets, REFUSALS.stream().map(SocketRounds::restFails))
                .toList();
    }

    /** REST fails for longer than it takes to find that the socket is dead, so that healing meets it. */
    private static Fault restFails(RestFault fault) {
        String kind = "socket half-open, REST "
                + fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Fault("W1", kind, (rig, random) -> {
            Faults faults = rig.exchange().faults();
            faults.rest(fault);
            faults.halfOpen();
            last(faults, LONGER_THAN_SILENCE, random);
        });
    }

    private static Fault atOnce(String kind, Consumer<Faults> fault) {
        return new Fault(
                "W1", kind, (rig, random) -> fault.accept(rig.exchange().faults()));
    }

    private static Fault lasting(String kind, Consumer<Faults> fault) {
        return new Fault("W1", kind, (rig, random) -> {
            Faults faults = rig.exchange().faults();
            fault.accept(faults);
            last(faults, SHORTEST, random);
        });
    }

    private static void last(Faults faults, Duration shortest, Random random) {
        Pause.of(shortest.plusMillis(random.nextInt(SPREAD_MILLIS)));
        faults.mend();
    }
}
