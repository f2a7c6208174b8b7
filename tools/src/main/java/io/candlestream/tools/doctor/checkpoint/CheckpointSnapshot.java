package io.candlestream.tools.doctor.checkpoint;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint holds.
 *
 * @param owner who began it, as its file {@code candlestream.properties} tells
 * @param positions the offset of the next record to read, by topic and partition; none before the first batch
 * @param process that runs on it; empty when none does
 * @param committed when the newest batch was
 */
record CheckpointSnapshot(
        Map<String, String> owner,
        Map<String, Map<Integer, Long>> positions,
        Optional<String> process,
        Optional<Instant> committed) {}
