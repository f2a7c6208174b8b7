package io.candlestream.consumer;

import io.candlestream.consumer.CheckpointStart.Reach;
import io.candlestream.consumer.guard.Checkpoint.LossPolicy;
import io.candlestream.runtime.settings.Settings;
import java.time.Duration;

/**
 * How long trouble is borne.
 *
 * @param outageDeadline how long the brokers may be away
 * @param stallWarning after how long a running batch is warned of
 * @param lossPolicy what to do about records that are gone
 * @param checkpointReach who sees a checkpoint that is a folder of this machine
 */
record GuardSettings(Duration outageDeadline, Duration stallWarning, LossPolicy lossPolicy, Reach checkpointReach) {
    /** The argument that accepts a loss; it stands for the setting {@code accept-loss}. */
    static final String ACCEPT_LOSS = "--accept-loss";

    static GuardSettings of(Settings settings) {
        Duration stallWarning = settings.duration("stall-warning");
        if (stallWarning.toMillis() == 0) {
            throw settings.refused("stall-warning", "must be more than 0");
        }
        return new GuardSettings(
                settings.duration("outage-deadline"),
                stallWarning,
                settings.flag("accept-loss") ? LossPolicy.ACCEPT : LossPolicy.REFUSE,
                settings.flag("checkpoint-shared") ? Reach.EVERY_DRIVER : Reach.THIS_MACHINE);
    }
}
