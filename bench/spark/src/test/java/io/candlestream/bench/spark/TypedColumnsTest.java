package io.candlestream.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.kline.ExactNumbers;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.schema.Interval;
import java.sql.Timestamp;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** A race is fair only if all run to the same place. */
class TypedColumnsTest {
    private static final long SEED = 20261120;
    /** What the consumer's hash of the values adds at most. */
    private static final long HASHED = 1023;

    @Test
    void areTheValuesAndWriteTimesThatTheConsumerStores() {
        List<byte[]> records = KlineRecords.seeded(SEED, 500);
        RowDecoder<KlineRow> decoder =
                new KlineStream(KlineRecords.SCHEMA, Interval.MINUTE_1, 65_535, "assets").decoder();
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate()) {
            Dataset<Row> values = spark.createDataset(records, Encoders.BINARY())
                    .toDF("value")
                    .coalesce(1);
            List<Row> rows = TypedColumns.withWriteTime(TypedColumns.of(values, KlineRecords.SCHEMA.toString()))
                    .collectAsList();

            assertThat(rows).hasSameSizeAs(records);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(decoder.decode(records.get(i), 0))
                        .as("record %d of seed %d", i, SEED)
                        .isEqualTo(new Accepted<>(asRow(rows.get(i))));
                assertThat(rows.get(i).<Long>getAs(ConnectorSink.WRITE_TIME))
                        .as("write time of record %d of seed %d", i, SEED)
                        .isBetween(
                                asRow(rows.get(i)).version() - HASHED,
                                asRow(rows.get(i)).version());
            }
        }
    }

    private static KlineRow asRow(Row row) {
        return new KlineRow(
                UUID.fromString(row.getAs("id")),
                row.getAs("asset_name"),
                row.getAs("open"),
                row.getAs("high"),
                row.getAs("low"),
                row.getAs("close"),
                row.getAs("volume"),
                row.getAs("quote_volume"),
                row.getAs("trades"),
                row.getAs("is_closed"),
                millis(row, "timestamp"),
                millis(row, "close_time"),
                millis(row, "collected_at"),
                0,
                row.getAs("symbol"),
                row.getAs("interval"),
                OptionalLong.of(millis(row, "event_time")),
                OptionalLong.of(row.getAs("first_trade_id")),
                OptionalLong.of(row.getAs("last_trade_id")),
                OptionalDouble.of(row.getAs("taker_buy_volume")),
                OptionalDouble.of(row.getAs("taker_buy_quote_volume")),
                row.getAs("source"),
                ExactNumbers.NONE);
    }

    private static long millis(Row row, String column) {
        return row.<Timestamp>getAs(column).getTime();
    }
}
