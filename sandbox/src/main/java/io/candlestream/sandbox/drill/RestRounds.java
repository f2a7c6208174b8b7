package io.candlestream.sandbox.drill;

import io.candlestream.sandbox.exchange.Faults;
import io.candlestream.sandbox.exchange.RestFault;
import io.candlestream.sandbox.rig.Pause;
import io.candlestream.sandbox.rig.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Answers of REST that are not what they should be (R1 to R12), while the producer has to heal. */
final class RestRounds {
    /** At speed 60, two or three candles close unheard. */
    private static final Duration UNHEARD = Duration.ofMillis(2500);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final int SPREAD_MILLIS = 2000;

    private RestRounds() {}

    static List<Fault> all() {
        return List.of(
                fault("R1", "REST body stalls", RestFault.STALLED),
                fault("R2", "REST body empty", RestFault.EMPTY_BODY),
                fault("R2", "REST answers {}", RestFault.EMPTY_OBJECT),
                fault("R2", "REST answers null", RestFault.NULL),
                fault("R3", "REST body truncated", RestFault.TRUNCATED),
                fault("R4", "REST page capped", RestFault.CAPPED),
                fault("R5", "REST row repeated", RestFault.REPEATED_ROW),
                fault("R6", "REST clock ahead", RestFault.CLOCK_AHEAD),
                fault("R7", "REST body huge", RestFault.HUGE),
                fault("R8", "REST 429, come again at once", RestFault.TOO_MANY_AT_ONCE),
                fault("R9", "REST answers HTML", RestFault.HTML),
                fault("R10", "REST tells no candles", RestFault.NO_ROWS),
                fault("R11", "REST 503", RestFault.BROKEN),
                fault("R12", "REST 418", RestFault.BANNED));
    }

    private static Fault fault(String id, String kind, RestFault fault) {
        return new Fault(id, kind, (rig, random) -> play(rig, random, kind, fault));
    }

    /** The socket is away until there is something to heal; REST fails until after healing has met that. */
    private static void play(Rig rig, Random random, String kind, RestFault fault) {
        Faults faults = rig.exchange().faults();
        faults.refuse();
        faults.reset();
        Pause.of(UNHEARD);
        faults.mend();
        faults.rest(fault);
        long before = faults.restRefused();
        rig.await("a request that meets: " + kind, PATIENCE, () -> faults.restRefused() > before);
        Pause.of(SHORTEST.plusMillis(random.nextInt(SPREAD_MILLIS)));
        faults.mend();
    }
}
