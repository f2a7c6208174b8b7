package io.candlestream.sandbox.chaos;

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
                .map(frame -> new Fault("W2", describe(frame), (testBed, random) -> inject(testBed, frame)))
                .toList();
    }

    private static String describe(FrameFault frame) {
        return "frame: " + frame.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void inject(TestBed testBed, FrameFault frame) {
        Faults faults = testBed.exchange().faults();
        faults.frame(frame);
        testBed.await("an update that can be " + describe(frame), PATIENCE, () -> faults.framesPending() == 0);
    }
}
