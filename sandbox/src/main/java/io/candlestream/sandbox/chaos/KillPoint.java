package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.Random;

/** Where in a batch the consumer is killed, as far as its checkpoint shows that from outside. */
enum KillPoint {
    ANYWHERE("consumer killed at any moment"),
    AFTER_OFFSETS("consumer killed after the offset log"),
    AMID_WRITES("consumer killed amid the writes"),
    BEFORE_COMMIT("consumer killed as the commit log is begun");

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST_WRITES_MILLIS = 40;

    private final String description;

    KillPoint(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /** Returns at the point, or when there was none for a while. */
    void await(CheckpointWatch checkpoint, Random random) {
        if (this == ANYWHERE) {
            return;
        }
        checkpoint.awaitNextBatch(PATIENCE);
        if (this == AMID_WRITES) {
            Wait.of(Duration.ofMillis(1 + random.nextInt(LONGEST_WRITES_MILLIS)));
        } else if (this == BEFORE_COMMIT) {
            checkpoint.awaitCommitBegun(PATIENCE);
        }
    }
}
