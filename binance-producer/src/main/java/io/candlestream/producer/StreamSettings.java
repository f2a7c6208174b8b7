package io.candlestream.producer;

import io.candlestream.history.RestApi;
import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.producer.channel.ChannelContext;
import io.candlestream.producer.channel.ChannelFactory;
import io.candlestream.producer.channel.ChannelVariant;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.runtime.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
        Schema schema,
        Optional<RepairSettings> repair) {

    /** What a stream's name can be made of; names outside of ASCII exist. */
    private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");

    /** @param program what holds where the block has nothing of its own; so do {@code symbols} */
    static StreamSettings of(
            String name, ChannelFactory factory, Settings block, List<String> symbols, Settings program) {
        return new StreamSettings(
                name,
                factory,
                block,
                block.listOrEmpty("symbols").isEmpty() ? symbols : symbols(block),
                factory.variant(block),
                block.text("topic"),
                block.number("topic-partitions", 1, 10_000),
                factory.schema(block),
                repair(key -> block.optional(key).isPresent() ? block : program));
    }

    /** @param of the settings in which a key is to be looked up */
    private static Optional<RepairSettings> repair(Function<String, Settings> of) {
        RepairSettings repair = new RepairSettings(
                of.apply("heal-after-close").duration("heal-after-close"),
                of.apply("heal-bound").duration("heal-bound"),
                of.apply("heal-read-back").number("heal-read-back", 1, Integer.MAX_VALUE),
                ProducerSettings.positive(of.apply("heal-confirm"), "heal-confirm"),
                ProducerSettings.positive(of.apply("backoff-base"), "backoff-base"),
                ProducerSettings.positive(of.apply("backoff-cap"), "backoff-cap"));
        return of.apply("heal").flag("heal") ? Optional.of(repair) : Optional.empty();
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
        return new StreamSettings(name, factory, block, others, variant, topic, topicPartitions, schema, repair);
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
        return new StreamDefinition<>(name, channel, symbols, topic, topicPartitions, schema, repair);
    }
}
