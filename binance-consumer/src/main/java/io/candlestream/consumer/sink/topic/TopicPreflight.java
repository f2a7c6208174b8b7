package io.candlestream.consumer.sink.topic;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.kafka.NewTopics;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at start for a topic that is to be written, has it made when it is missing, and looks whether we may write it.
 *
 * @param sink its name, for messages
 * @param partitions of a topic that is made, 0 for none
 */
record TopicPreflight(String sink, String topic, int partitions, Delivery delivery, SinkClients clients) {
    private static final Logger LOG = LoggerFactory.getLogger(TopicPreflight.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LEADERS = Duration.ofSeconds(5);

    /** @throws FatalException when the brokers stay away, the topic is missing or the rights are */
    void check(Duration deadline) {
        String goal = "write to topic " + topic;
        new Retry(deadline, Backoff.constant(PAUSE)).until(goal, () -> attempt(goal));
    }

    private boolean attempt(String goal) throws UnavailableException, InterruptedException {
        try (Admin admin = admin()) {
            requireRights(goal, operations(admin));
            if (delivery == Delivery.TRANSACTIONAL) {
                requireTransactions();
            }
            return true;
        } catch (ExecutionException | KafkaException e) {
            throw new WriteFailure(goal, e).raise();
        }
    }

    private Admin admin() {
        try {
            return clients.admin();
        } catch (KafkaException e) {
            if (KafkaErrors.isUnresolved(e)) {
                throw e;
            }
            throw new SettingsException(
                    "Cannot use the settings under kafka: " + RootCause.message(RootCause.innermost(e)), e);
        }
    }

    /** What we may do with the topic; empty where the brokers do not say. */
    private Set<AclOperation> operations(Admin admin)
            throws ExecutionException, InterruptedException, UnavailableException {
        try {
            return Optional.ofNullable(admin.describeTopics(
                                    List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                            .allTopicNames()
                            .get()
                            .get(topic)
                            .authorizedOperations())
                    .orElse(Set.of());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            } else if (partitions == 0) {
                throw new UnavailableException(
                        "the topic is missing (make it, or set candlestream.consumer.sinks." + sink + ".partitions)");
            }
            NewTopic missing = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                    .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(SinkClients.MAX_BYTES)));
            if (NewTopics.make(admin, missing, LEADERS)) {
                LOG.info("Made topic {} with {} partitions", topic, partitions);
            }
            return Set.of();
        }
    }

    private static void requireRights(String goal, Set<AclOperation> operations) {
        if (!operations.isEmpty() && !operations.contains(AclOperation.WRITE)) {
            throw new FatalException(
                    "Cannot " + goal + ": the user has no right to write it (give WRITE and DESCRIBE to the"
                            + " user kafka.sasl.username)");
        }
    }

    /** Says at start, and not in the first batch, that the brokers keep no transactions or that we may have none. */
    private void requireTransactions() {
        Producer<byte[], byte[]> producer = clients.transactional("candlestream-" + sink + "-" + topic);
        try {
            producer.initTransactions();
        } finally {
            producer.close(Duration.ZERO);
        }
    }
}
