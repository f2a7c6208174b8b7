package io.candlestream.sandbox.drill;

import io.candlestream.sandbox.rig.Rig;
import io.candlestream.sandbox.rig.Vitals;
import java.time.Duration;

/** What the programs took of the machine at one moment of the chaos. */
record Sample(Duration at, Vitals producer, Vitals consumer, long checkpointFiles) {
    static Sample of(Rig rig, Duration at) {
        return new Sample(
                at,
                Vitals.of(rig.run().producer()),
                Vitals.of(rig.run().consumer()),
                rig.checkpoint().files());
    }
}
