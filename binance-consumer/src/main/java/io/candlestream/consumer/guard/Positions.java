package io.candlestream.consumer.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The offset in each partition of the next record to read, in the JSON of Spark's Kafka source: {@code
 * {"topic":{"0":23,"1":42}}}.
 */
record Positions(Map<TopicPartition, Long> offsets) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Positions parse(String json) throws JsonProcessingException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        JsonNode topics = JSON.readTree(json);
        topics.fieldNames().forEachRemaining(topic -> topics.get(topic)
                .fields()
                .forEachRemaining(partition -> offsets.put(
                        new TopicPartition(topic, Integer.parseInt(partition.getKey())),
                        partition.getValue().asLong())));
        return new Positions(offsets);
    }

    String json() {
        ObjectNode topics = JSON.createObjectNode();
        offsets.forEach((partition, offset) ->
                topics.withObjectProperty(partition.topic()).put(String.valueOf(partition.partition()), offset));
        return topics.toString();
    }
}
