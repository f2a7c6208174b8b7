package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.Row;
import java.util.OptionalLong;

/**
 * One aggregate trade, as the table holds it.
 *
 * @param trade what it shares with a trade: its id, price, the quantity of all its trades, its time and side
 * @param firstTradeId of its trades
 */
record AggTradeRow(TradeRow trade, long firstTradeId, long lastTradeId) implements Row {
    @Override
    public String partition() {
        return trade.partition();
    }

    @Override
    public long clustering() {
        return trade.clustering();
    }

    @Override
    public long version() {
        return TradeVersion.of(this);
    }

    @Override
    public OptionalLong receivedAt() {
        return trade.receivedAt();
    }
}
