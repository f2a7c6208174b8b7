package io.candlestream.tools.doctor.topic;

import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.doctor.topic.TopicSnapshot.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks for topics one by one: what is not there or not ours to see does not hide the others. */
record TopicProbe(Admin admin) {
    private static final Duration LATELY = Duration.ofDays(1);

    /** Those of {@code names} that are there. */
    Map<String, ProbeResult<TopicSnapshot>> ask(Collection<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> asked = admin.describeTopics(
                        names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        Map<String, ProbeResult<TopicSnapshot>> found = new HashMap<>();
        for (String name : names) {
            try {
                found.put(name, ProbeResult.of(facts(asked.get(name).get())));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    found.put(
                            name,
                            ProbeResult.none("the login may not see " + name + " (grant it, or use another login)"));
                } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private TopicSnapshot facts(TopicDescription topic) throws ExecutionException, InterruptedException {
        List<TopicPartitionInfo> partitions = topic.partitions();
        long leaderless = partitions.stream()
                .filter(partition -> Optional.ofNullable(partition.leader()).isEmpty())
                .count();
        boolean readable = Optional.ofNullable(topic.authorizedOperations())
                .filter(operations -> !operations.isEmpty())
                .map(operations -> operations.contains(AclOperation.READ))
                .orElse(true);
        boolean askable = leaderless == 0; // nobody would answer for the others
        return new TopicSnapshot(
                topic.topicId().equals(Uuid.ZERO_UUID) ? "" : topic.topicId().toString(),
                askable ? offsets(topic) : Map.of(),
                partitions.size(),
                partitions.stream().mapToInt(p -> p.replicas().size()).min().orElse(0),
                partitions.stream()
                        .filter(p -> p.isr().size() < p.replicas().size())
                        .count(),
                leaderless,
                settings(topic.name()),
                readable,
                askable && fed(topic));
    }

    private Map<Integer, Range> offsets(TopicDescription topic) throws ExecutionException, InterruptedException {
        Map<Integer, Long> first = ask(topic, OffsetSpec.earliest());
        Map<Integer, Long> end = ask(topic, OffsetSpec.latest());
        return first.keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(), partition -> new Range(first.get(partition), end.get(partition))));
    }

    /** A partition without a record since then has no offset to tell. */
    private boolean fed(TopicDescription topic) throws ExecutionException, InterruptedException {
        OffsetSpec lately = OffsetSpec.forTimestamp(Instant.now().minus(LATELY).toEpochMilli());
        return ask(topic, lately).values().stream().anyMatch(offset -> offset >= 0);
    }

    private Map<Integer, Long> ask(TopicDescription topic, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> questions = topic.partitions().stream()
                .collect(Collectors.toMap(p -> new TopicPartition(topic.name(), p.partition()), p -> spec));
        Map<TopicPartition, ListOffsetsResultInfo> answers =
                admin.listOffsets(questions).all().get();
        return answers.entrySet().stream()
                .collect(Collectors.toMap(answer -> answer.getKey().partition(), answer -> answer.getValue()
                        .offset()));
    }

    /** None where the login may see the topic but not how it is set. */
    private Map<String, String> settings(String name) throws InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            return admin.describeConfigs(List.of(topic)).all().get().get(topic).entries().stream()
                    .filter(entry -> Optional.ofNullable(entry.value()).isPresent())
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        } catch (ExecutionException e) {
            return Map.of();
        }
    }
}
