package io.candlestream.producer;

import io.candlestream.history.RestApi;
import io.candlestream.ingest.StreamDefinition;
import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.publish.AssetNames;
import io.candlestream.producer.channel.ChannelContext;
import io.candlestream.producer.channel.ChannelFactory;
import io.candlestream.producer.channel.ChannelVariant;
import io.candlestream.runtime.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * One stream as it is set: a block under {@code streams}.
 *
 * @param factory makes its channel
 * @param block its settings
 * @param symbols upper-case, each once
 * @param variant tells it from other streams of its type
 */
public record StreamSettings(
        String name,
        ChannelFactory factory,
        Settings block,
        List<String> symbols,
        ChannelVariant variant,
        String topic,
        int topicPartitions,
        Schema schema) {

    /** What a stream's name can be made of; names outside of ASCII exist. */
    private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");

    static StreamSettings of(String name, ChannelFactory factory, Settings block, List<String> symbols) {
        return new StreamSettings(
                name,
                factory,
                block,
                block.listOrEmpty("symbols").isEmpty() ? symbols : symbols(block),
                factory.variant(block),
                block.text("topic"),
                block.number("topic-partitions", 1, 10_000),
                factory.schema(block));
    }

    /** The pairs at {@code symbols}, upper-case, each once. */
    static List<String> symbols(Settings settings) {
        List<String> symbols = settings.list("symbols").stream()
                .map(symbol -> symbol.toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
        symbols.stream().filter(s -> !SYMBOL.matcher(s).matches()).findFirst().ifPresent(s -> {
            throw settings.refused("symbols", "'" + s + "' cannot be a symbol");
        });
        return symbols;
    }

    /** The same of other symbols. */
    public StreamSettings with(List<String> others) {
        return new StreamSettings(name, factory, block, others, variant, topic, topicPartitions, schema);
    }

    /** Whether an event could belong to this one as well as to {@code other}. */
    boolean overlaps(StreamSettings other) {
        return factory.type().equals(other.factory.type())
                && variant.equals(other.variant)
                && symbols.stream().anyMatch(other.symbols::contains);
    }

    /** What its channel is made of. */
    public ChannelContext context(String exchange, Map<String, String> assetNames, RestApi rest) {
        return new ChannelContext(exchange, new AssetNames(assetNames, symbols), rest);
    }

    /** What the engine makes of it, with the given channel. */
    public <E extends Event> StreamDefinition<E> definition(Channel<E> channel) {
        return new StreamDefinition<>(name, channel, symbols, topic, topicPartitions, schema);
    }
}
