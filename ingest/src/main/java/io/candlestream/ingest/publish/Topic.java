package io.candlestream.ingest.publish;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.kafka.NewTopics;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topic that the producer writes to: found, or created, before the first record comes. */
public record Topic(KafkaSettings settings, String name, int partitions, int replication) {
    private static final Logger log = LoggerFactory.getLogger(Topic.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    /**
     * Returns when the topic is there.
     *
     * @throws FatalException when the broker refuses, or cannot be reached for as long as {@code retry} lasts
     */
    public void ensure(Retry retry) {
        if (retry.until("find topic " + name + " at " + settings.brokers(), () -> answer(this::created))) {
            log.info("created topic {} with {} partitions", name, partitions);
        }
    }

    /**
     * What tells the topic from one of the same name that is elsewhere, or was made again: the ids of the cluster and of the topic, as
     * far as the broker has any.
     *
     * @throws FatalException as {@link #ensure} does
     */
    public String identity(Retry retry) {
        return retry.until("find topic " + name + " at " + settings.brokers(), () -> answer(this::ids));
    }

    private String ids(Admin admin) throws ExecutionException, InterruptedException {
        String cluster = admin.describeCluster().clusterId().get();
        Uuid topic = admin.describeTopics(List.of(name))
                .allTopicNames()
                .get()
                .get(name)
                .topicId();
        return cluster + "/" + topic;
    }

    private boolean created(Admin admin) throws ExecutionException, InterruptedException {
        return !exists(admin)
                && NewTopics.make(admin, new NewTopic(name, partitions, (short) replication), ANSWER_TIMEOUT);
    }

    private <T> T answer(Question<T> question) throws UnavailableException, InterruptedException {
        Map<String, Object> config = settings.forAdmin();
        String answerMillis = String.valueOf(ANSWER_TIMEOUT.toMillis());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, answerMillis);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, answerMillis);
        try (Admin admin = Admin.create(config)) {
            return question.ask(admin);
        } catch (ExecutionException e) {
            throw unanswered(e.getCause());
        } catch (KafkaException e) {
            throw unusable(e);
        }
    }

    private boolean exists(Admin admin) throws ExecutionException, InterruptedException {
        try {
            admin.describeTopics(List.of(name)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** A broker that is starting is waited for. */
    private FatalException unanswered(Throwable cause) throws UnavailableException {
        if (cause instanceof RetriableException) {
            throw new UnavailableException(KafkaErrors.describe(cause), cause);
        }
        return new FatalException(
                "Cannot find or create topic " + name + " at " + settings.brokers() + ": "
                        + KafkaErrors.describe(cause),
                cause);
    }

    /** No client could be made: brokers whose names are not yet known are waited for, anything else is a setting. */
    private static SettingsException unusable(KafkaException failure) throws UnavailableException {
        if (KafkaErrors.isUnresolved(failure)) {
            throw new UnavailableException(KafkaErrors.describe(failure), failure);
        }
        return new SettingsException(
                "Cannot use the settings under kafka: " + RootCause.message(RootCause.innermost(failure)), failure);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }
}
