package io.candlestream.tools.doctor.topic;

import java.time.Instant;

/**
 * The newest record of a partition.
 *
 * @param time of the event that it tells of
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NewestRecord(int partition, long offset, Instant time, byte[] value) {
    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
