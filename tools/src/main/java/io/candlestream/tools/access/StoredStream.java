package io.candlestream.tools.access;

import io.candlestream.schema.RecordSchema;
import io.candlestream.schema.TickerWindow;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;

/** The streams whose tables the tools look into. */
public enum StoredStream {
    KLINES,
    TRADES,
    AGG_TRADES,
    TICKER,
    TICKER_1H,
    TICKER_4H,
    TICKER_1D;

    /** The path of its own setting that klines have as {@code name}, such as {@code trades-topic}. */
    public String key(String name) {
        return this == KLINES ? name : this + "-" + name;
    }

    /** That of its tickers; empty for a stream of something else. */
    public Optional<TickerWindow> window() {
        return Arrays.stream(TickerWindow.values())
                .filter(window -> window.stream().equals(toString()))
                .findFirst();
    }

    /** The file that makes its table. */
    public String cql() {
        return (this == KLINES ? "assets" : this) + ".cql";
    }

    /** The variable that names its table. */
    public String tableVariable() {
        return this == KLINES ? "ASSET_CASSANDRA_TABLE" : "CANDLESTREAM_CONSUMER_CASSANDRA_" + name() + "_TABLE";
    }

    /** The variable that names its topic. */
    public String topicVariable() {
        return this == KLINES ? "ASSET_PRICES_TOPIC" : "CANDLESTREAM_CONSUMER_" + name() + "_TOPIC";
    }

    /**
     * The schema of its records, which is in {@code file}.
     *
     * @throws io.candlestream.schema.SchemaException when the file is missing, is not an Avro schema, or lacks a field
     */
    public Schema schema(Path file) {
        return switch (this) {
            case KLINES -> RecordSchema.KLINES.load(file);
            case TRADES -> RecordSchema.TRADES.load(file);
            case AGG_TRADES -> RecordSchema.AGG_TRADES.load(file);
            case TICKER, TICKER_1H, TICKER_4H, TICKER_1D -> RecordSchema.TICKERS.load(file);
        };
    }

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
