package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.TableSetup;
import java.util.Map;

/** The features that {@code recompute} makes of the candles that {@link MetricsIT} has left in both stores. */
final class BatchFeatures {
    private BatchFeatures() {}

    static void areMadeInBothStores(CandleTopic topic, Pipeline pipeline, PostgresTables postgres) {
        String features = "features_of_measured";
        new TableSetup(topic.session()).table("features", features);
        postgres.execute("CREATE TABLE assets." + features
                + " (LIKE assets.features INCLUDING ALL) PARTITION BY RANGE (timestamp);"
                + " INSERT INTO assets.partitioning (table_name, period, fill) VALUES ('" + features
                + "', 'month', 90);"
                + " GRANT SELECT, INSERT, UPDATE ON assets." + features + " TO " + PostgresSetup.WRITER);
        Pipeline named = pipeline.with("CANDLESTREAM_CONSUMER_CASSANDRA_FEATURES_TABLE", features);
        // The candles of the recorded trades are in Cassandra alone.
        Map.of("cassandra", 35, "postgres", 25).forEach((sink, candles) -> {
            ToolRun made = ToolRun.tool(named, "recompute", "--what", "features", "--sink", sink);
            assertThat(made.answer())
                    .as(made.log())
                    .contains("made: features of " + candles + " candles in assets." + features);
            ToolRun proof = ToolRun.tool(named, "verify", "--what", "features", "--sink", sink);
            assertThat(proof.answer()).as(proof.log()).contains("equal: features of " + candles + " candles");
        });
        postgres.execute("UPDATE assets." + features + " SET ma_5 = 1 WHERE ma_5 IS NOT NULL");
        ToolRun found = ToolRun.tool(named, "verify", "--what", "features", "--sink", "postgres");
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.answer()).contains("ma_5 is 1.0, should be ");
        postgres.execute("DELETE FROM assets." + features + " WHERE ma_5 = 1");
        assertThat(ToolRun.tool(named, "recompute", "--what", "features", "--sink", "postgres")
                        .exitCode())
                .isZero();
        assertThat(ToolRun.tool(named, "verify", "--what", "features", "--sink", "postgres")
                        .exitCode())
                .isZero();
        postgres.execute("INSERT INTO assets.measured (asset_name, symbol, interval, timestamp, open, high, low, close,"
                + " volume, quote_volume, taker_buy_volume, is_closed, close_time, event_time, version)"
                + " SELECT 'many', 'MANYUSDT', '1m', t, 1, 2, 1, 1 + extract(minute FROM t) / 100, 5, 5, 2, true,"
                + " t + interval '59.999 s', t + interval '1 min', (extract(epoch FROM t) * 1000000)::bigint"
                + " FROM generate_series('2024-03-01Z'::timestamptz, '2024-03-09Z'::timestamptz, '1 min') AS t");
        ToolRun many =
                ToolRun.tool(named, "recompute", "--what", "features", "--sink", "postgres", "--symbols", "MANYUSDT");
        assertThat(many.answer()).as(many.log()).contains("made: features of 11521 candles");
    }
}
