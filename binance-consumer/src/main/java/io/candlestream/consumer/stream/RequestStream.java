package io.candlestream.consumer.stream;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A stream whose topic the producer reads as well: what was lost of another stream is requested there. */
public interface RequestStream {
    /** The request as a record of {@code topic}, made at {@code now}. */
    ProducerRecord<byte[], byte[]> record(String topic, GapRequest request, Instant now);
}
