package io.candlestream.sandbox.drill;

import io.candlestream.sandbox.rig.Rig;
import io.candlestream.simulator.exchange.Faults;
import io.candlestream.simulator.exchange.FrameFault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Messages of the exchange that are wrong (W2). */
final class FrameRounds {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FrameRounds() {}

    static List<Fault> all() {
        return Stream.of(FrameFault.values())
                .map(frame -> new Fault("W2", words(frame), (rig, random) -> befall(rig, frame)))
                .toList();
    }

    private static String words(FrameFault frame) {
        return "frame: " + frame.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void befall(Rig rig, FrameFault frame) {
        Faults faults = rig.exchange().faults();
        faults.frame(frame);
        rig.await("an update that can be " + words(frame), PATIENCE, () -> faults.framesPending() == 0);
    }
}
