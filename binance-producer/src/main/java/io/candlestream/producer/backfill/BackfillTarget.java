package io.candlestream.producer.backfill;

import io.candlestream.producer.exchange.ExchangeSettings;
import io.candlestream.producer.topic.AssetNames;
import io.candlestream.producer.topic.KafkaSettings;
import io.candlestream.producer.topic.KlineEncoder;
import io.candlestream.producer.topic.Topic;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * What the backfill shares with the listening producer: the exchange, and how its candles get onto the topic.
 *
 * @param symbols those that the producer listens to
 * @param assetNames names by symbol
 */
public record BackfillTarget(
        ExchangeSettings exchange,
        KafkaSettings kafka,
        Interval interval,
        List<String> symbols,
        Map<String, String> assetNames,
        String exchangeName,
        Schema schema,
        int topicPartitions,
        int topicReplication,
        Retry retry,
        Duration stopTimeout) {

    Topic topic() {
        return new Topic(kafka, kafka.topic(), topicPartitions, topicReplication);
    }

    KlineEncoder encoder(AssetNames names) {
        return new KlineEncoder(schema, exchangeName, names);
    }
}
