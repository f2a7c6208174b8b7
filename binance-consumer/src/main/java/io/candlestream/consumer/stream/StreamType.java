package io.candlestream.consumer.stream;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** One kind of stream, such as klines: how its records become rows. Knows no sink; travels to the executors. */
public interface StreamType<R extends Row> extends Serializable {
    /** The fact that is the fingerprint of the schema; of no account where each record names its own. */
    String SCHEMA = "schema";

    /** The schema by which we read, a record of strings; plain records were written by it as well. */
    Schema schema();

    /** A record with a longer field is rejected. */
    int maxTextBytes();

    /** That of the schema, as a fact. */
    default String fingerprint() {
        return Long.toHexString(SchemaNormalization.parsingFingerprint64(schema()));
    }

    /** A new decoder of records that were written by {@code written}, a record of strings; for one thread. */
    RowDecoder<R> decoder(Schema written);

    /** A new decoder of the topic's plain records, for one thread. */
    default RowDecoder<R> decoder() {
        return decoder(schema());
    }

    /** The fields and keys of its rows. */
    RowLayout<R> layout();

    /** Whether the key of its rows says of which stream they tell, so that several streams of its type may share a table. */
    default boolean sharesTable() {
        return false;
    }

    /** What must stay the same as long as a checkpoint is used, such as the interval of the klines. */
    default Map<String, String> facts() {
        return Map.of();
    }

    /** What stays of its rows that newer ones change; empty where nothing does. */
    default Optional<Revisions<R, ?>> revisions() {
        return Optional.empty();
    }

    /** How many partitions the topic gets when the consumer finds none; empty when another program makes the topic. */
    default Optional<Integer> partitionsWhenMissing() {
        return Optional.empty();
    }

    /** What the producer has to fetch again after records were lost, by what a sink has stored; empty when it cannot. */
    default List<GapRequest> lost(SinkReader stored) {
        return List.of();
    }
}
