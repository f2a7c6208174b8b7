package io.candlestream.producer;

import io.candlestream.history.RestApi;
import io.candlestream.ingest.StreamDefinition;
import io.candlestream.ingest.publish.AssetNames;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineChannel;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.AssetSchema;
import io.candlestream.schema.Interval;
import io.candlestream.schema.SchemaException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * One stream as it is set: a block under {@code streams}.
 *
 * @param symbols upper-case, each once
 */
public record StreamSettings(
        String name, List<String> symbols, Interval interval, String topic, int topicPartitions, Schema schema) {

    /** The only type of stream so far, and the name of its block in {@code reference.conf}. */
    static final String TYPE = "kline";

    static final String KLINES = "klines";

    /** What a stream's name can be made of; names outside of ASCII exist. */
    private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");

    static StreamSettings of(String name, Settings block, List<String> symbols) {
        if (!block.text("type").equals(TYPE)) {
            throw block.refused("type", "no such type of stream; there is " + TYPE);
        }
        return new StreamSettings(
                name,
                block.listOrEmpty("symbols").isEmpty() ? symbols : symbols(block),
                block.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed"),
                block.text("topic"),
                block.number("topic-partitions", 1, 10_000),
                schema(block));
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

    private static Schema schema(Settings settings) {
        try {
            return AssetSchema.load(Path.of(settings.text("schema")));
        } catch (SchemaException e) {
            throw settings.refused("schema", e.getMessage());
        }
    }

    /** The same of other symbols. */
    StreamSettings with(List<String> others) {
        return new StreamSettings(name, others, interval, topic, topicPartitions, schema);
    }

    /** What the engine makes of it. */
    public StreamDefinition<Kline> definition(String exchange, Map<String, String> assetNames, RestApi rest) {
        AssetNames names = new AssetNames(assetNames, symbols);
        return new StreamDefinition<>(
                name, new KlineChannel(interval, exchange, names, rest), symbols, topic, topicPartitions, schema);
    }
}
