package io.candlestream.consumer.gap;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.schema.CandleTimes;
import io.candlestream.schema.Interval;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The candles that records held which were deleted before they were read, as gaps for the producer to heal: of each symbol
 * all from the newest candle in the table on, which may have been open.
 *
 * @param table the keyspace and name of the candles' table
 * @param gapsTopic where the producer looks for gaps
 */
public record LostCandles(String table, String gapsTopic, Interval interval) {
    private static final String CAUSE = "loss";
    private static final int FEW = 10;
    private static final Schema SCHEMA = Gaps.ofContract(0).schema();

    /**
     * A record for each symbol of which the table holds candles of the interval; others were never stored. A row that opens
     * long after it was collected is passed over: behind it nothing would be asked for.
     */
    public List<ProducerRecord<byte[], byte[]>> gaps(CqlSession session, Instant now) {
        List<ProducerRecord<byte[], byte[]>> gaps = new ArrayList<>();
        for (Row asset : session.execute("SELECT asset_name FROM " + table + " PER PARTITION LIMIT 1")) {
            newest(session, Objects.requireNonNull(asset.getString("asset_name")))
                    .filter(row -> !row.isNull("symbol") && interval.code().equals(row.getString("interval")))
                    .ifPresent(row -> gaps.add(gap(row.getString("symbol"), openTime(row), now)));
        }
        return gaps;
    }

    private Optional<Row> newest(CqlSession session, String asset) {
        ResultSet rows = session.execute(SimpleStatement.newInstance(
                        "SELECT symbol, interval, timestamp, collected_at FROM " + table
                                + " WHERE asset_name = ? ORDER BY timestamp DESC",
                        asset)
                .setPageSize(FEW));
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.isNull("collected_at")
                        || !CandleTimes.isFromTheFuture(
                                openTime(row).toEpochMilli(),
                                Objects.requireNonNull(row.getInstant("collected_at"))
                                        .toEpochMilli()))
                .findFirst();
    }

    private static Instant openTime(Row row) {
        return Objects.requireNonNull(row.getInstant("timestamp"));
    }

    /** Its end stays open, whatever our clock says: the producer sets it by the exchange's time. */
    ProducerRecord<byte[], byte[]> gap(String symbol, Instant from, Instant now) {
        byte[] value = encoded(Map.of(
                "symbol",
                symbol,
                "interval",
                interval.code(),
                "from_time",
                from.toString(),
                "cause",
                CAUSE,
                "state",
                GapRow.OPEN,
                "found_at",
                Instant.ofEpochMilli(now.toEpochMilli()).toString()));
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
