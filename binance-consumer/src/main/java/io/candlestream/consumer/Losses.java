package io.candlestream.consumer;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.consumer.ConsumerSettings.Sink;
import io.candlestream.consumer.access.CassandraAccess;
import io.candlestream.consumer.gap.LostCandles;
import io.candlestream.runtime.settings.FatalException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the candles of lost records healed: asks the producer for them through the topic of the gaps. */
record Losses(ConsumerSettings settings, SparkConf conf) {
    private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

    /** @throws FatalException when the brokers do not take what is asked */
    void heal() {
        if (settings.gapsTable().isEmpty() || !settings.sinks().contains(Sink.CASSANDRA)) {
            LOG.warn("What is lost is not asked for: there is no table or no topic of gaps (./candlestream backfill)");
            return;
        }
        try (CqlSession session = CassandraAccess.connector(conf).openSession()) {
            List<ProducerRecord<byte[], byte[]>> gaps = new LostCandles(
                            settings.table().name(),
                            settings.gapsTopic(),
                            settings.klines().interval())
                    .gaps(session, Instant.now());
            if (gaps.isEmpty()) {
                LOG.warn(
                        "Nothing is asked for: table {} has no candle of {} from which to go on (./candlestream backfill)",
                        settings.table().name(),
                        settings.klines().interval().code());
                return;
            }
            publish(gaps);
            LOG.warn("Asked the producer for all candles of {} symbols since the newest in the table", gaps.size());
        }
    }

    private void publish(List<ProducerRecord<byte[], byte[]>> gaps) {
        Map<String, Object> client = new HashMap<>(settings.kafka());
        client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            gaps.stream().map(producer::send).toList().forEach(Losses::acknowledged);
        }
    }

    private static void acknowledged(Future<?> sent) {
        try {
            sent.get();
        } catch (ExecutionException | KafkaException e) {
            throw new FatalException("Cannot ask the producer for what is lost: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("Cannot ask the producer for what is lost: interrupted", e);
        }
    }
}
