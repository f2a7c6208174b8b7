package io.candlestream.consumer.settings;

import io.candlestream.consumer.stream.StreamFactory;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The blocks under {@code streams}.
 *
 * @param queries the names of all queries
 */
record StreamBlocks(Settings settings, SinkBlocks sinks, List<String> queries, int maxTextBytes) {
    private static final Factories<StreamFactory> FACTORIES = Factories.of(StreamFactory.class, StreamFactory::type);
    private static final String PATH = "streams";
    private static final String ENABLED = "enabled";

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
        List<Block> blocks = settings.blocks(PATH).stream()
                .map(this::block)
                .filter(block -> block.followsLeader() || block.settings().flag(ENABLED))
                .toList();
        Map<String, StreamSettings> streams = new TreeMap<>();
        blocks.stream().filter(block -> block.of().isEmpty()).forEach(block -> add(streams, block, Optional.empty()));
        blocks.stream()
                .filter(block -> block.of().isPresent())
                .filter(block ->
                        !block.followsLeader() || streams.containsKey(block.of().orElseThrow()))
                .forEach(block -> {
                    StreamSettings leader = Optional.ofNullable(
                                    streams.get(block.of().orElseThrow()))
                            .filter(stream -> stream.of().isEmpty())
                            .orElseThrow(() -> block.settings().refused("of", "names no stream that is enabled"));
                    add(streams, block, Optional.of(leader));
                });
        if (streams.isEmpty()) {
            throw new SettingsException("Cannot read anything: no stream is enabled (streams.klines.enabled)");
        }
        List<StreamSettings> divided = new SinkQueries(sinks, queries).divided(List.copyOf(streams.values()));
        StreamConflicts.refuse(settings, PATH, divided);
        return divided;
    }

    private Block block(String name) {
        StreamFactory factory = FACTORIES.at(settings, PATH + "." + name + ".type");
        return new Block(name, factory, settings.block(PATH + "." + name, PATH + "." + factory.template()));
    }

    /**
     * Adds the stream of {@code block} unless it has no sink.
     *
     * @param leader the stream to which it belongs, which says what its own block leaves out
     */
    private void add(Map<String, StreamSettings> streams, Block block, Optional<StreamSettings> leader) {
        List<String> into = sinks(block, leader);
        if (!into.isEmpty()) {
            Settings own = block.settings();
            String topic = own.optional("topic")
                    .or(() -> leader.map(
                            stream -> stream.topic() + block.factory().topicSuffix()))
                    .orElseGet(() -> own.text("topic"));
            String deadLetters = own.optional("dead-letter-topic")
                    .or(() -> leader.map(StreamSettings::deadLetterTopic))
                    .orElse(topic + ".dead");
            String query = own.optional("query")
                    .or(() -> leader.map(StreamSettings::query))
                    .orElseGet(() -> own.text("query"));
            requireKnown(own, "query", List.of(query), queries);
            StreamType<?> type = block.factory().create(own, maxTextBytes);
            streams.put(
                    block.name(),
                    new StreamSettings(
                            block.name(),
                            type,
                            block.of(),
                            topic,
                            deadLetters,
                            into,
                            query,
                            Optional.empty(),
                            Optional.empty()));
        }
    }

    /** Its own, or those of its leader that store rows; none switch it off. */
    private List<String> sinks(Block block, Optional<StreamSettings> leader) {
        List<String> own = leader.isPresent()
                ? block.settings().listOrEmpty("sinks")
                : block.settings().list("sinks");
        requireKnown(block.settings(), "sinks", own, sinks.names());
        return own.isEmpty() && leader.isPresent()
                ? leader.get().sinks().stream().filter(sinks::stores).toList()
                : own;
    }

    private static void requireKnown(Settings block, String key, Collection<String> given, List<String> possible) {
        if (!possible.containsAll(given)) {
            throw block.refused(key, "only " + String.join(", ", possible) + " are known");
        }
    }
}
