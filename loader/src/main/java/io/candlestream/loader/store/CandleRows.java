package io.candlestream.loader.store;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.consumer.kline.ExactNumbers;
import io.candlestream.consumer.kline.KlineRevisions;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.sink.cassandra.CassandraRevisions;
import io.candlestream.consumer.sink.cassandra.CassandraRevisions.Noting;
import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.loader.archive.CandleArrays;
import io.candlestream.loader.archive.CandlePartition;
import io.candlestream.loader.load.MonthStore;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.CandleId;
import io.candlestream.schema.Interval;
import io.candlestream.sink.lake.command.LakeLoad;
import io.candlestream.sink.postgres.PostgresLoad;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.RandomAccess;
import java.util.function.Function;

/**
 * A symbol's month as the rows that the consumer makes of the same candles; each is made when it is asked for. Its sinks' tables are the
 * stores that take such rows.
 */
public final class CandleRows extends AbstractList<KlineRow> implements RandomAccess {
    private final CandlePartition partition;
    private final CandleArrays candles;

    CandleRows(CandlePartition partition) {
        this.partition = partition;
        this.candles = partition.candles();
    }

    /**
     * Opens PostgreSQL's table.
     *
     * @param consumer its settings, which say where its sink {@code postgres} writes the candles
     */
    public static MonthStore postgres(Settings consumer, Interval interval) {
        return new PostgresMonths<>(
                PostgresLoad.of(
                        consumer.block("sinks.postgres", "sinks.postgres"),
                        layout(consumer),
                        revisions(consumer, interval)),
                CandleRows::new,
                interval);
    }

    /** Opens the lake's table, as {@link #postgres}. */
    public static MonthStore lake(Settings consumer) {
        return new LakeMonths<>(
                LakeLoad.open(consumer.block("sinks.lake", "sinks.lake"), layout(consumer)), CandleRows::new);
    }

    /** What finds the revisions that candles make in a table of Cassandra, to be noted later; empty where none are kept. */
    static Optional<Function<CandlePartition, Optional<Noting>>> revisions(
            CqlSession session, String keyspace, String table, Settings consumer, Interval interval) {
        return revisions(consumer, interval)
                .flatMap(kept -> CassandraRevisions.of(session, keyspace, KlineStream.layout(table), kept))
                .map(kept -> partition -> found(kept, partition));
    }

    private static Optional<Noting> found(CassandraRevisions<KlineRow, ?> kept, CandlePartition partition) {
        CandleArrays candles = partition.candles();
        try {
            return kept.found(
                    partition.assetName(),
                    candles.openTime(0),
                    candles.openTime(candles.size() - 1),
                    () -> new CandleRows(partition));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while it loaded", e);
        }
    }

    /** What stays of candles that a load changes, as the consumer's settings say; empty for nothing. */
    private static Optional<KlineRevisions> revisions(Settings consumer, Interval interval) {
        return Optional.of(KlineRevisions.of(consumer.block("streams.klines", "streams.klines"), interval))
                .filter(KlineRevisions::wanted);
    }

    private static RowLayout<KlineRow> layout(Settings consumer) {
        return KlineStream.layout(consumer.text("streams.klines.table"));
    }

    @Override
    public int size() {
        return candles.size();
    }

    @Override
    public KlineRow get(int candle) {
        return new KlineRow(
                CandleId.of(
                        partition.exchange(),
                        partition.symbol(),
                        partition.interval(),
                        Instant.ofEpochMilli(candles.openTime(candle))),
                partition.assetName(),
                candles.value(candle, CandleArrays.OPEN),
                candles.value(candle, CandleArrays.HIGH),
                candles.value(candle, CandleArrays.LOW),
                candles.value(candle, CandleArrays.CLOSE),
                candles.value(candle, CandleArrays.VOLUME),
                candles.value(candle, CandleArrays.QUOTE_VOLUME),
                candles.trades(candle),
                true,
                candles.openTime(candle),
                candles.closeTime(candle),
                partition.loadedAt(),
                partition.loadedAt(),
                partition.symbol(),
                partition.interval().code(),
                OptionalLong.of(candles.eventTime(candle)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.of(candles.value(candle, CandleArrays.TAKER_BUY_VOLUME)),
                OptionalDouble.of(candles.value(candle, CandleArrays.TAKER_BUY_QUOTE_VOLUME)),
                CandlePartition.SOURCE,
                exact(candle));
    }

    private ExactNumbers exact(int candle) {
        if (!candles.hasExact(candle)) {
            return ExactNumbers.NONE;
        }
        return new ExactNumbers(
                exact(candle, CandleArrays.OPEN),
                exact(candle, CandleArrays.HIGH),
                exact(candle, CandleArrays.LOW),
                exact(candle, CandleArrays.CLOSE),
                exact(candle, CandleArrays.VOLUME),
                exact(candle, CandleArrays.QUOTE_VOLUME),
                exact(candle, CandleArrays.TAKER_BUY_VOLUME),
                exact(candle, CandleArrays.TAKER_BUY_QUOTE_VOLUME));
    }

    private Optional<Decimal> exact(int candle, int which) {
        return candles.exact(candle, which).flatMap(Decimal::of);
    }
}
