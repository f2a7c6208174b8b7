package io.candlestream.consumer.window;

import io.candlestream.consumer.sink.SourcePartition;
import java.io.Serializable;

/**
 * A record that tells of a time to come, as of a wrong digit: it is published long before the other updates of its windows, so that a start
 * amid those would not read it again.
 *
 * @param published epoch milliseconds
 * @param until the time of a record behind which no window of it is open, epoch milliseconds
 */
public record ToCome(SourcePartition source, long offset, long published, long until) implements Serializable {}
