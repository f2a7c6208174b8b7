package io.candlestream.tools.doctor.topic;

import java.time.Instant;

/**
 * The newest record of a partition.
 *
 * @param time of its publishing; by producers of an older version that of the event it tells of
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NewestRecord(int partition, long offset, Instant time, byte[] value) {
    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
