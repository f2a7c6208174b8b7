package io.candlestream.sandbox.chaos;

import java.time.Duration;

/** What the programs took of the machine at one moment of the chaos. */
record ResourceSample(Duration at, ProcessStats producer, ProcessStats consumer, long checkpointFiles) {
    static ResourceSample of(TestBed testBed, Duration at) {
        return new ResourceSample(
                at,
                ProcessStats.of(testBed.run().producer()),
                ProcessStats.of(testBed.run().consumer()),
                testBed.checkpoint().files());
    }
}
