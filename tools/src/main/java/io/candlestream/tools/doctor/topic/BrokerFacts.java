package io.candlestream.tools.doctor.topic;

import io.candlestream.tools.doctor.finding.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the brokers tell.
 *
 * @param version in words; empty where they keep it to themselves
 * @param topics those of ours that are there
 * @param newest the newest record of each partition of the topic of candles; none where it holds none
 */
public record BrokerFacts(
        int brokers,
        Optional<String> version,
        Map<String, Answer<TopicFacts>> topics,
        Answer<List<NewestRecord>> newest) {
    public BrokerFacts {
        topics = Map.copyOf(topics);
    }

    /** A topic that could be looked at; empty when it is not there or not ours to see. */
    public Optional<TopicFacts> topic(String name) {
        return Optional.ofNullable(topics.get(name)).flatMap(Answer::value);
    }
}
