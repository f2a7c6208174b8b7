package io.candlestream.bench.server;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.candlestream.bench.load.AssetWalk;
import io.candlestream.bench.load.KlineRows;
import io.candlestream.history.Candle;
import io.candlestream.producer.kline.Kline;
import io.candlestream.schema.CandleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writes closed candles as the consumer does over time, with the write times that the data tell, but as fast as the node takes them. */
public final class LiveWriting {
    private static final int ROWS_A_REQUEST = 60;
    private static final String COLUMNS = "id, asset_name, symbol, interval, source, open, high, low, close, volume,"
            + " quote_volume, taker_buy_volume, taker_buy_quote_volume, trades, is_closed, timestamp, close_time,"
            + " collected_at, consumed_at, event_time, first_trade_id, last_trade_id";

    private final CqlSession session;
    private final PreparedStatement insert;

    /** @param table with its keyspace */
    public LiveWriting(CqlSession session, String table) {
        this.session = session;
        this.insert = session.prepare("INSERT INTO " + table + " (" + COLUMNS + ") VALUES ("
                + COLUMNS.replaceAll("[a-z_]+", "?") + ") USING TIMESTAMP ?");
    }

    /** Writes the next {@code candles} of each of {@code walks}, and returns once they are stored. */
    public void write(List<AssetWalk> walks, int candles) {
        List<CompletionStage<AsyncResultSet>> writes = new ArrayList<>();
        for (AssetWalk walk : walks) {
            for (int written = 0; written < candles; written += ROWS_A_REQUEST) {
                BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
                for (int i = written; i < Math.min(candles, written + ROWS_A_REQUEST); i++) {
                    batch.addStatement(row(walk.next()));
                }
                writes.add(session.executeAsync(batch.build()));
            }
        }
        writes.stream().map(CompletionStage::toCompletableFuture).forEach(CompletableFuture::join);
    }

    private BoundStatement row(Kline kline) {
        Candle candle = kline.candle();
        Instant collected = Instant.ofEpochMilli(KlineRows.collectedAt(kline));
        return insert.bind(
                CandleId.of("binance", kline.symbol(), kline.interval(), Instant.ofEpochMilli(kline.openTime())),
                kline.symbol().toLowerCase(Locale.ROOT),
                kline.symbol(),
                kline.interval().code(),
                kline.source().toString(),
                Double.parseDouble(candle.open()),
                Double.parseDouble(candle.high()),
                Double.parseDouble(candle.low()),
                Double.parseDouble(candle.close()),
                Double.parseDouble(candle.volume()),
                Double.parseDouble(candle.quoteVolume()),
                Double.parseDouble(candle.takerBuyVolume()),
                Double.parseDouble(candle.takerBuyQuoteVolume()),
                Math.toIntExact(kline.trades()),
                kline.closed(),
                Instant.ofEpochMilli(kline.openTime()),
                Instant.ofEpochMilli(candle.closeTime()),
                collected,
                collected,
                Instant.ofEpochMilli(kline.eventTime()),
                kline.firstTradeId(),
                kline.lastTradeId(),
                KlineRows.writeTime(kline));
    }
}
