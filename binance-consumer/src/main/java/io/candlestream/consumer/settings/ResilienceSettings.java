package io.candlestream.consumer.settings;

import io.candlestream.consumer.checkpoint.Checkpoint.LossPolicy;
import io.candlestream.consumer.checkpoint.CheckpointScope;
import io.candlestream.runtime.settings.Settings;
import java.time.Duration;

/**
 * How long failures are borne.
 *
 * @param startupDeadline how long servers may be away at start
 * @param stopDeadline how long a stop waits for the running batches
 * @param outageDeadline how long the brokers may be away
 * @param stallWarning after how long a running batch is warned of
 * @param lossPolicy what to do about records that are gone
 * @param checkpointScope which drivers see a checkpoint that is a folder of this machine
 */
public record ResilienceSettings(
        Duration startupDeadline,
        Duration stopDeadline,
        Duration outageDeadline,
        Duration stallWarning,
        LossPolicy lossPolicy,
        CheckpointScope checkpointScope) {
    /** The argument that accepts a loss; it stands for the setting {@code accept-loss}. */
    public static final String ACCEPT_LOSS = "--accept-loss";

    static ResilienceSettings of(Settings settings) {
        Duration stallWarning = settings.duration("stall-warning");
        if (stallWarning.toMillis() == 0) {
            throw settings.refused("stall-warning", "must be more than 0");
        }
        return new ResilienceSettings(
                settings.duration("startup-deadline"),
                settings.duration("stop-deadline"),
                settings.duration("outage-deadline"),
                stallWarning,
                settings.flag("accept-loss") ? LossPolicy.ACCEPT : LossPolicy.REFUSE,
                settings.flag("checkpoint-shared") ? CheckpointScope.EVERY_DRIVER : CheckpointScope.THIS_MACHINE);
    }
}
