package io.candlestream.consumer.query;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.RequestStream;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.runtime.settings.FatalException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Has the data of lost records fetched again: requests it from the producer, through the stream that belongs to the lost one. */
record LossRecovery(ConsumerSettings settings, SparkConf conf) {
    private static final Logger LOG = LoggerFactory.getLogger(LossRecovery.class);

    /** @throws FatalException when the brokers do not take the requests */
    void recover(StreamSettings lost) {
        Optional<StreamSettings> requests = requestsOf(lost);
        Optional<SinkReader> stored = requests.flatMap(stream -> stored(lost));
        if (stored.isEmpty()) {
            LOG.warn(
                    "What stream {} lost is not requested: there is no table or no stream of gaps (./candlestream"
                            + " backfill)",
                    lost.name());
            return;
        }
        try (SinkReader rows = stored.get()) {
            List<ProducerRecord<byte[], byte[]>> records =
                    records(requests.get(), lost.type().lost(rows));
            if (records.isEmpty()) {
                LOG.warn(
                        "Nothing is requested: no row of stream {} is stored from which to go on (./candlestream"
                                + " backfill)",
                        lost.name());
                return;
            }
            publish(records);
            LOG.warn(
                    "Asked the producer for all data of {} symbols since the newest stored row of stream {}",
                    records.size(),
                    lost.name());
        }
    }

    /** The stream through which the producer can be asked for what {@code lost} held. */
    private Optional<StreamSettings> requestsOf(StreamSettings lost) {
        return settings.streams().stream()
                .filter(stream -> stream.of().filter(lost.name()::equals).isPresent())
                .filter(stream -> stream.type() instanceof RequestStream)
                .findFirst();
    }

    private Optional<SinkReader> stored(StreamSettings lost) {
        return lost.sinks().stream()
                .map(settings.sinks()::get)
                .flatMap(sink -> sink.stored(lost.type().layout(), conf).stream())
                .findFirst();
    }

    static List<ProducerRecord<byte[], byte[]>> records(StreamSettings stream, List<GapRequest> requests) {
        RequestStream type = (RequestStream) stream.type();
        Instant now = Instant.now();
        return requests.stream()
                .map(request -> type.record(stream.topic(), request, now))
                .toList();
    }

    void publish(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> client = new HashMap<>(settings.kafka().client());
        client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().brokers());
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Future<?> sent : records.stream().map(producer::send).toList()) {
                sent.get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw new FatalException("Cannot ask the producer for what is lost: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("Cannot ask the producer for what is lost: interrupted", e);
        }
    }
}
