package io.candlestream.sandbox;

import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights that the commands of docker-compose.redpanda-login.yml give, as a broker takes them. */
final class ComposedRights {
    private static final String TOPIC = "data.asset_prices";
    private static final Pattern COMMAND = Pattern.compile(
            "rpk security acl create --allow-principal (\\S+) --operation (\\S+) --(?:topic (\\S+)|cluster)");

    private ComposedRights() {}

    /** All of them, at {@code topic} and those named after it. */
    static List<AclBinding> at(String topic) {
        try {
            String file = Files.readString(ProjectFolder.find().root().resolve("docker-compose.redpanda-login.yml"));
            return COMMAND.matcher(file.replace(TOPIC, topic))
                    .results()
                    .flatMap(ComposedRights::bindings)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<AclBinding> bindings(MatchResult command) {
        ResourcePattern where = Optional.ofNullable(command.group(3))
                .map(name -> new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL))
                .orElse(new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL));
        return Stream.of(command.group(2).split(","))
                .map(AclOperation::fromString)
                .map(what -> new AclBinding(
                        where, new AccessControlEntry(command.group(1), "*", what, AclPermissionType.ALLOW)));
    }
}
