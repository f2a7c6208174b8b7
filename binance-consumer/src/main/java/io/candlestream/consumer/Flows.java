package io.candlestream.consumer;

import io.candlestream.consumer.ConsumerSettings.Sink;
import io.candlestream.consumer.access.CassandraContact;
import io.candlestream.consumer.batch.DeadLetterTopic;
import io.candlestream.consumer.batch.Discard;
import io.candlestream.consumer.batch.Flow;
import io.candlestream.consumer.batch.Outlets;
import io.candlestream.consumer.cassandra.CassandraWriter;
import io.candlestream.consumer.cassandra.TableSettings;
import io.candlestream.consumer.gap.Gaps;
import io.candlestream.consumer.row.RowKind;
import io.candlestream.consumer.row.RowWriter;
import io.candlestream.consumer.row.TableRow;
import io.candlestream.consumer.wire.Framed;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;

/**
 * Joins the topics to their tables: the one place that says which records go where.
 *
 * @param retries counts the writes that are tried again
 */
record Flows(ConsumerSettings settings, SparkSession spark, LongAccumulator retries) {
    /** The klines first, then the gaps where they are wanted. */
    List<Flow<?>> all() {
        List<Flow<?>> flows = new ArrayList<>();
        int consoleRows = settings.sinks().contains(Sink.CONSOLE) ? settings.consoleRows() : 0;
        flows.add(
                settings.sinks().contains(Sink.CASSANDRA)
                        ? toTable(settings.topic(), settings.klines(), settings.table(), consoleRows)
                        : flow(settings.topic(), settings.klines(), Discard::new, consoleRows));
        settings.gapsTable()
                .ifPresent(table -> flows.add(toTable(
                        settings.gapsTopic(), Gaps.ofContract(settings.klines().maxTextBytes()), table, 0)));
        return flows;
    }

    private <R extends TableRow> Flow<R> toTable(String topic, RowKind<R> kind, TableSettings table, int consoleRows) {
        CassandraContact cassandra = CassandraContact.of(spark.sparkContext().getConf());
        LongAccumulator counted = retries; // this record itself cannot travel
        return flow(
                topic,
                kind,
                () -> new CassandraWriter<>(cassandra::session, table, kind.columns(), () -> counted.add(1)),
                consoleRows);
    }

    private <R extends TableRow> Flow<R> flow(
            String topic, RowKind<R> kind, Outlets.Opener<RowWriter<R>> rows, int consoleRows) {
        DeadLetterTopic dead = new DeadLetterTopic(settings.brokers(), settings.deadLetterTopic());
        RowKind<R> read = settings.registry()
                .<RowKind<R>>map(registry -> new Framed<>(kind, registry))
                .orElse(kind);
        return new Flow<>(topic, read, new Outlets<>(rows, dead), consoleRows);
    }
}
