package io.candlestream.sandbox.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * Something that goes wrong with a running pipeline and is repaired.
 *
 * @param id the group of faults that it belongs to, such as {@code C1}
 * @param kind which of the group, in short
 * @param course returns when the fault is over: what was killed is back, what was broken works
 */
record Fault(String id, String kind, BiConsumer<TestBed, Random> course) {
    /** Every kind of fault that can be played, group after group. */
    static List<Fault> all(List<Duration> outages) {
        List<Fault> all = new ArrayList<>();
        all.addAll(ProgramFaults.all());
        all.addAll(ClusterFaults.all());
        all.addAll(ServerFaults.all(outages));
        all.addAll(PostgresFaults.all(outages));
        all.addAll(SocketRounds.all());
        all.addAll(FrameRounds.all());
        return all;
    }
}
