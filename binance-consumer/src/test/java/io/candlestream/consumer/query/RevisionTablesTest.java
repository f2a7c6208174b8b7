package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRevisions;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Revisions.Kept;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.trade.TradeRecord;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class RevisionTablesTest {
    private final RevisionTables tables = new RevisionTables();

    /** A sink that can be read back and has every table. */
    private record Whole(String name) implements Sink {
        private static final long serialVersionUID = 1;

        @Override
        public String target(RowLayout<?> layout) {
            return "table " + layout.table();
        }

        @Override
        public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean holds(RowLayout<?> layout, SparkConf conf) {
            return true;
        }

        @Override
        public boolean readsRanges() {
            return true;
        }
    }

    private void look(StreamSettings stream, String sink) {
        tables.look(stream, new Whole(sink), new SparkConf(false), Duration.ZERO);
    }

    private static StreamType<?> candles(Interval interval) {
        return new KlineStream(
                KlineRecord.SCHEMA, interval, 1000, "assets", new KlineRevisions(interval, "revisions", Kept.YES));
    }

    private static StreamSettings stream(String name, StreamType<?> type) {
        return stream(name, type, Optional.empty());
    }

    private static StreamSettings partOf(String name, StreamType<?> type) {
        return stream(name + "-files", type, Optional.of(name));
    }

    private static StreamSettings stream(String name, StreamType<?> type, Optional<String> readBy) {
        return new StreamSettings(name, type, Optional.empty(), name, name, List.of(), name, readBy, Optional.empty());
    }

    @Test
    void refusesATableWithTheRevisionsOfOtherTrades() {
        StreamSettings spot = stream("trades", TradeRecord.kept("trades"));
        look(spot, "cassandra");
        look(spot, "cassandra"); // as a query that starts again does
        look(stream("agg_trades", TradeRecord.kept("agg_trades")), "cassandra");
        look(stream("trades-postgres", TradeRecord.kept("trades")), "postgres");

        assertThatThrownBy(() -> look(stream("futures", TradeRecord.kept("trades")), "cassandra"))
                .isInstanceOf(FatalException.class)
                .hasMessage("Cannot keep revisions of futures: table trade_revisions has those of trades"
                        + " (another streams.futures.revisions-table, made by cassandra/trade_revisions.cql)");
        assertThat(tables.sinks(spot)).containsExactly("cassandra");
    }

    @Test
    void candlesOfSeveralIntervalsShareATable() {
        look(stream("klines", candles(Interval.MINUTE_1)), "cassandra");
        look(partOf("klines", candles(Interval.MINUTE_1)), "cassandra"); // as the query of another sink does
        StreamSettings hours = stream("hours", candles(Interval.HOUR_1));
        look(hours, "cassandra");

        assertThat(tables.sinks(hours)).containsExactly("cassandra");
        assertThatThrownBy(() -> look(stream("futures", candles(Interval.HOUR_1)), "cassandra"))
                .isInstanceOf(FatalException.class)
                .hasMessage("Cannot keep revisions of futures: table revisions has those of hours"
                        + " (another streams.futures.revisions-table, made by cassandra/revisions.cql)");
    }
}
