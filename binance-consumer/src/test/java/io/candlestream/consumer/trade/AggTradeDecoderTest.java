package io.candlestream.consumer.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggTradeDecoderTest {
    private static final long MADE_AT = 1_723_161_255_342_000L;
    private static final long RANK = 1 << 22;

    @Test
    void readsAnAggregateTradeWithEveryDigit() {
        TradeRow row = row(TradeRecord.goodAggregate());

        assertThat(TradeRecord.AGG_TRADES.layout().fields().stream().map(field -> field.name()))
                .contains("agg_trade_id", "first_trade_id", "last_trade_id");
        assertThat(row.symbol()).isEqualTo("BTCUSDT");
        assertThat(row.clustering()).isEqualTo(3_012_345_678L);
        assertThat(row.firstTradeId()).isEqualTo(3_735_683_259L);
        assertThat(row.lastTradeId()).isEqualTo(3_735_683_261L);
        assertThat(row.price().toBigDecimal()).hasToString("61837.63");
        assertThat(row.quantity().toBigDecimal()).hasToString("0.02");
        assertThat(row.hour()).isEqualTo(1_723_158_000_000L);
        assertThat(row.receivedAt()).hasValue(1_723_161_255_360L);
    }

    @ParameterizedTest
    @CsvSource({
        "symbol, '', EMPTY_KEY",
        "symbol, BTC USDT, BAD_SYMBOL",
        "symbol, 'BTCUSDT\n', BAD_SYMBOL",
        "symbol, BTC\u00a0USDT, BAD_SYMBOL",
        "symbol, BTC\u0000USDT, BAD_SYMBOL",
        "agg_trade_id, -1, NOT_A_NUMBER",
        "first_trade_id, -1, NOT_A_NUMBER",
        "last_trade_id, one, NOT_A_NUMBER",
        "last_trade_id, 3735683258, BAD_TRADE_COUNT",
        "price, 0, PRICE_NOT_POSITIVE",
        "quantity, 0.00000000, BAD_VOLUME",
        "quantity, -1, BAD_VOLUME",
        "trade_time, 1723161255, NOT_A_TIME",
        "is_buyer_maker, maybe, NOT_A_BOOLEAN",
        "trade_time, 2024-08-10T23:55:00Z, FROM_THE_FUTURE",
    })
    void refusesWhatNoAggregateTradeCanBe(String field, String value, RejectReason reason) {
        assertThat(decoded(TradeRecord.goodAggregate().with(field, value)))
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(reason));
    }

    /** Every write time in the table is one of these: they must never change. */
    @Test
    void itsVersionIsPinned() {
        long pinned = 1_106_917;
        assertThat(version(TradeRecord.goodAggregate())).isEqualTo(MADE_AT + pinned);
        assertThat(version(TradeRecord.goodAggregate().with("source", "rest"))).isEqualTo(MADE_AT + RANK + pinned);
    }

    @Test
    void versionsThatDifferInAnyValueNeverTie() {
        List<TradeRecord> versions = Stream.of(
                        TradeRecord.goodAggregate(),
                        TradeRecord.goodAggregate().with("quantity", "0.02000001"),
                        TradeRecord.goodAggregate().with("first_trade_id", "3735683258"),
                        TradeRecord.goodAggregate().with("last_trade_id", "3735683262"))
                .flatMap(record -> Stream.of(record, record.with("source", "rest"), record.with("source", "archive")))
                .toList();

        assertThat(versions.stream().map(AggTradeDecoderTest::version)).doesNotHaveDuplicates();
    }

    private static long version(TradeRecord record) {
        return row(record).version();
    }

    private static TradeRow row(TradeRecord record) {
        return ((Accepted<TradeRow>) decoded(record)).row();
    }

    private static Decoded<TradeRow> decoded(TradeRecord record) {
        return TradeRecord.AGG_TRADES.decoder().decode(record.bytes(), 7);
    }
}
