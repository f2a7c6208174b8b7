package io.candlestream.consumer.sink.topic;

import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the partitions of a topic that is read are committed in one that is written, as the offsets of a consumer group. There is one
 * for each topic that is written: rows and what is made of them are committed one after the other.
 *
 * @param query its id, which is the checkpoint's
 * @param topic that is written
 */
record KeptPositions(String sink, UUID query, String topic) {
    private static final Logger LOG = LoggerFactory.getLogger(KeptPositions.class);

    String group() {
        return "candlestream-" + sink + "-" + query + "-" + topic;
    }

    static TopicPartition partition(SourcePartition source) {
        return new TopicPartition(source.topic(), source.partition());
    }

    /** The offset behind the last record whose rows are committed; 0 where none of the topic with this id is. */
    long of(SourcePartition source, String topicId, Admin admin) throws ExecutionException, InterruptedException {
        return Optional.ofNullable(committed(List.of(source), admin).get(partition(source)))
                .filter(offset -> offset.metadata().equals(topicId))
                .map(OffsetAndMetadata::offset)
                .orElse(0L);
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(List<SourcePartition> sources, Admin admin)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions =
                sources.stream().map(KeptPositions::partition).toList();
        return admin.listConsumerGroupOffsets(
                        Map.of(group(), new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)),
                        new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(group())
                .get();
    }

    /** Warns when there are none at all: brokers forget the offsets of a group that has no members after a while. */
    void warnIfNone(SinkClients clients) {
        try (Admin admin = clients.admin()) {
            if (admin.listConsumerGroupOffsets(group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .isEmpty()) {
                LOG.warn(
                        "Topic {} may get the rows of one batch twice: the consumer ended amid it, and the brokers have no offsets of"
                                + " group {} that say what is there (they forget them after offsets.retention.minutes, 7 days by"
                                + " default)",
                        topic,
                        group());
            }
        } catch (ExecutionException | KafkaException e) {
            LOG.debug("The brokers do not say which offsets group {} has", group(), e); // the query will find that out
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sets those that are behind the ends of their partitions back to them.
     *
     * @throws FatalException when the brokers do not do it
     */
    void forgetBehind(Map<SourcePartition, Long> ends, SinkClients clients) {
        try (Admin admin = clients.admin()) {
            Map<TopicPartition, OffsetAndMetadata> committed = committed(List.copyOf(ends.keySet()), admin);
            Map<TopicPartition, OffsetAndMetadata> cut = new HashMap<>();
            ends.forEach((source, end) -> Optional.ofNullable(committed.get(partition(source)))
                    .filter(offset -> offset.offset() > end)
                    .ifPresent(offset -> cut.put(
                            partition(source), new OffsetAndMetadata(end, Optional.empty(), offset.metadata()))));
            if (!cut.isEmpty()) {
                admin.alterConsumerGroupOffsets(group(), cut).all().get();
                cut.forEach((partition, offset) -> LOG.info(
                        "Topic {} is written on from offset {} of {}, which has lost the records behind",
                        topic,
                        offset.offset(),
                        partition));
            }
        } catch (ExecutionException | KafkaException e) {
            throw new FatalException(
                    "Cannot set back the offsets of group " + group() + ", of records that the brokers have lost: "
                            + RootCause.message(RootCause.innermost(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("Cannot set back the offsets of group " + group() + ": interrupted", e);
        }
    }
}
