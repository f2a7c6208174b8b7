package io.candlestream.consumer.settings;

import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The blocks under {@code streams}. */
final class StreamBlocks {
    private static final String PATH = "streams";
    private static final String ENABLED = "enabled";

    private final Settings settings;
    private final SinkBlocks sinks;
    private final List<String> queries;
    private final int maxTextBytes;
    private final Factories<StreamFactory> factories = Factories.of(StreamFactory.class, StreamFactory::type);
    private final Map<String, StreamSettings> read = new TreeMap<>();

    StreamBlocks(Settings settings, SinkBlocks sinks, List<String> queries, int maxTextBytes) {
        this.settings = settings;
        this.sinks = sinks;
        this.queries = queries;
        this.maxTextBytes = maxTextBytes;
    }

    private record Block(String name, StreamFactory factory, Settings settings) {
        Optional<String> of() {
            return settings.optional("of");
        }

        /** Whether it is read when the stream is to which it belongs. */
        boolean followsLeader() {
            return of().isPresent() && settings.optional(ENABLED).isEmpty();
        }
    }

    /** The streams that are enabled, in the order of their names. */
    List<StreamSettings> read() {
        List<Block> blocks = new ArrayList<>();
        for (String name : settings.blocks(PATH)) {
            StreamFactory factory = factories.at(settings, PATH + "." + name + ".type");
            Settings block = settings.block(PATH + "." + name, PATH + "." + factory.template());
            Block one = new Block(name, factory, block);
            if (one.followsLeader() || block.flag(ENABLED)) {
                blocks.add(one);
            }
        }
        blocks.stream().filter(block -> block.of().isEmpty()).forEach(block -> add(block, Optional.empty()));
        blocks.stream()
                .filter(block -> block.of().isPresent())
                .filter(block ->
                        !block.followsLeader() || read.containsKey(block.of().orElseThrow()))
                .forEach(block -> add(block, Optional.of(leader(block))));
        if (read.isEmpty()) {
            throw new SettingsException("Cannot read anything: no stream is enabled (streams.klines.enabled)");
        }
        StreamConflicts.refuse(settings, PATH, read.values());
        return List.copyOf(read.values());
    }

    private StreamSettings leader(Block block) {
        return block.of().map(read::get).filter(leader -> leader.of().isEmpty()).orElseThrow(() -> block.settings()
                .refused("of", "names no stream that is enabled"));
    }

    /** @param leader the stream to which this one belongs */
    private void add(Block block, Optional<StreamSettings> leader) {
        List<String> into = sinks(block, leader);
        if (!into.isEmpty()) {
            String topic = topic(block, leader);
            read.put(
                    block.name(),
                    new StreamSettings(
                            block.name(),
                            block.factory().create(block.settings(), maxTextBytes),
                            block.of(),
                            topic,
                            deadLetterTopic(block, leader, topic),
                            into,
                            query(block, leader)));
        }
    }

    private static String topic(Block block, Optional<StreamSettings> leader) {
        return block.settings()
                .optional("topic")
                .or(() -> leader.map(stream -> stream.topic() + block.factory().topicSuffix()))
                .orElseGet(() -> block.settings().text("topic"));
    }

    private static String deadLetterTopic(Block block, Optional<StreamSettings> leader, String topic) {
        return block.settings()
                .optional("dead-letter-topic")
                .or(() -> leader.map(StreamSettings::deadLetterTopic))
                .orElse(topic + ".dead");
    }

    /** Its own, or those of its leader that store rows; none switch it off. */
    private List<String> sinks(Block block, Optional<StreamSettings> leader) {
        List<String> own = leader.isPresent()
                ? block.settings().listOrEmpty("sinks")
                : block.settings().list("sinks");
        known(block, "sinks", own, sinks.names());
        return own.isEmpty() && leader.isPresent()
                ? leader.get().sinks().stream().filter(sinks::stores).toList()
                : own;
    }

    private String query(Block block, Optional<StreamSettings> leader) {
        String query = block.settings()
                .optional("query")
                .or(() -> leader.map(StreamSettings::query))
                .orElseGet(() -> block.settings().text("query"));
        known(block, "query", List.of(query), queries);
        return query;
    }

    private static void known(Block block, String key, Collection<String> given, List<String> possible) {
        if (!possible.containsAll(given)) {
            throw block.settings().refused(key, "only " + String.join(", ", possible) + " are known");
        }
    }
}
