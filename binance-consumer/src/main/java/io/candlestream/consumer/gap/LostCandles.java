package io.candlestream.consumer.gap;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.schema.Interval;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The candles that records held which were deleted before they were read, as gaps for the producer to heal: of each symbol
 * all from the newest candle in the table on, which may have been open, until now.
 *
 * @param table the keyspace and name of the candles' table
 * @param gapsTopic where the producer looks for gaps
 */
public record LostCandles(String table, String gapsTopic, Interval interval) {
    private static final String CAUSE = "loss";
    private static final Schema SCHEMA = Gaps.ofContract(0).schema();

    /** A record for each symbol of which the table holds candles of the interval; others were never stored. */
    public List<ProducerRecord<byte[], byte[]>> gaps(CqlSession session, Instant now) {
        List<ProducerRecord<byte[], byte[]>> gaps = new ArrayList<>();
        for (Row newest :
                session.execute("SELECT symbol, interval, timestamp FROM " + table + " PER PARTITION LIMIT 1")) {
            Instant from = newest.getInstant("timestamp");
            if (from != null && !newest.isNull("symbol") && interval.code().equals(newest.getString("interval"))) {
                gaps.add(gap(newest.getString("symbol"), from, now));
            }
        }
        return gaps;
    }

    private ProducerRecord<byte[], byte[]> gap(String symbol, Instant from, Instant now) {
        long end = Math.max(interval.openOf(now.toEpochMilli()), interval.endOf(from.toEpochMilli()));
        byte[] value = encoded(Map.of(
                "symbol", symbol,
                "interval", interval.code(),
                "from_time", from.toString(),
                "to_time", Instant.ofEpochMilli(end).toString(),
                "cause", CAUSE,
                "state", GapRow.OPEN,
                "found_at", Instant.ofEpochMilli(now.toEpochMilli()).toString()));
        return new ProducerRecord<>(
                gapsTopic, null, now.toEpochMilli(), symbol.getBytes(StandardCharsets.UTF_8), value);
    }

    private static byte[] encoded(Map<String, String> values) {
        GenericData.Record gap = new GenericData.Record(SCHEMA);
        SCHEMA.getFields().forEach(field -> gap.put(field.name(), values.getOrDefault(field.name(), "")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericData.Record>(SCHEMA).write(gap, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
