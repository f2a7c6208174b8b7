package io.candlestream.bench.server;

import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.List;

/** Waits until servers have nothing to do: a compaction of one run must not slow the next. */
record IdleWait(List<ProcessTree> servers) {
    /** Of one core; an idle Cassandra and broker need about half of it. */
    private static final double IDLE_SHARE = 0.1;

    /** Returns when the servers used next to no CPU for a second, or after {@code patience}. */
    void await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        double before = cpuSeconds();
        do {
            Wait.of(Duration.ofSeconds(1));
            double now = cpuSeconds();
            if (now - before < IDLE_SHARE) {
                return;
            }
            before = now;
        } while (System.nanoTime() < deadline);
    }

    private double cpuSeconds() {
        return servers.stream().mapToDouble(ProcessTree::cpuSeconds).sum();
    }
}
