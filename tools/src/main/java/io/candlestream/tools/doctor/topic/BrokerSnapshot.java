package io.candlestream.tools.doctor.topic;

import io.candlestream.tools.doctor.check.ProbeResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the brokers tell.
 *
 * @param version as text; empty where they keep it to themselves
 * @param topics those of ours that are there
 * @param newest the newest record of each partition of the topic of candles; none where it holds none
 */
public record BrokerSnapshot(
        int brokers,
        Optional<String> version,
        Map<String, ProbeResult<TopicSnapshot>> topics,
        ProbeResult<List<ConsumerRecord<byte[], byte[]>>> newest) {
    /** A topic that could be looked at; empty when it is not there or not ours to see. */
    public Optional<TopicSnapshot> topic(String name) {
        return Optional.ofNullable(topics.get(name)).flatMap(ProbeResult::value);
    }
}
