package io.candlestream.consumer.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeDecoderTest {

    @Test
    void readsATradeWithEveryDigit() {
        TradeRow row = row(TradeRecord.good());

        assertThat(row.symbol()).isEqualTo("BTCUSDT");
        assertThat(row.tradeId()).isEqualTo(3_735_683_259L);
        assertThat(row.price().toBigDecimal()).hasToString("61837.63");
        assertThat(row.quantity().toBigDecimal()).hasToString("0.02");
        assertThat(row.quoteQuantity().toBigDecimal()).hasToString("1236.7526");
        assertThat(row.tradeTime()).isEqualTo(1_723_161_255_342L);
        assertThat(row.eventTime()).isEqualTo(1_723_161_255_343L);
        assertThat(row.buyerMaker()).isTrue();
        assertThat(row.source()).isEqualTo("socket");
        assertThat(row.receivedAt()).hasValue(1_723_161_255_360L);
        assertThat(row.consumedAt()).isEqualTo(7);
    }

    @Test
    void aPartitionIsAnHourOfASymbol() {
        TradeRow row = row(TradeRecord.good());
        TradeRow next = row(TradeRecord.good().with("trade_time", "2024-08-09T00:00:00Z"));

        assertThat(row.hour()).isEqualTo(1_723_158_000_000L);
        assertThat(next.hour()).isEqualTo(1_723_161_600_000L);
        assertThat(row.partition())
                .isNotEqualTo(next.partition())
                .isNotEqualTo(row(TradeRecord.good().with("symbol", "ETHUSDT")).partition());
        assertThat(row(TradeRecord.good().with("trade_id", "9")).partition()).isEqualTo(row.partition());
    }

    @Test
    void whatWasNotLiveSaysNothingOfTheLatency() {
        assertThat(row(TradeRecord.good().with("source", "rest")).receivedAt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "symbol, '', EMPTY_KEY",
        "symbol, BTC USDT, BAD_SYMBOL",
        "symbol, 'BTCUSDT\n', BAD_SYMBOL",
        "symbol, BTC\u00a0USDT, BAD_SYMBOL",
        "symbol, BTC\u0000USDT, BAD_SYMBOL",
        "trade_id, -1, NOT_A_NUMBER",
        "trade_id, one, NOT_A_NUMBER",
        "price, 0.00000000, PRICE_NOT_POSITIVE",
        "price, -1, PRICE_NOT_POSITIVE",
        "price, 1e3, NOT_A_NUMBER",
        "price, 9223372036854775808, NOT_A_NUMBER",
        "quantity, 9223372036854775807, NOT_A_NUMBER",
        "quantity, 0, BAD_VOLUME",
        "quantity, '', NOT_A_NUMBER",
        "trade_time, 1723161255, NOT_A_TIME",
        "event_time, '', NOT_A_TIME",
        "is_buyer_maker, maybe, NOT_A_BOOLEAN",
        "trade_time, 2024-08-10T23:55:00Z, FROM_THE_FUTURE",
    })
    void refusesWhatNoTradeCanBe(String field, String value, RejectReason reason) {
        assertThat(decoded(TradeRecord.good().with(field, value).bytes()))
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(reason));
    }

    @Test
    void everyTruncationHasACause() {
        byte[] bytes = TradeRecord.good().bytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(decoded(Arrays.copyOf(bytes, length)))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(Rejected.class);
        }
    }

    private static TradeRow row(TradeRecord record) {
        return ((Accepted<TradeRow>) decoded(record.bytes())).row();
    }

    private static Decoded<TradeRow> decoded(byte[] bytes) {
        return TradeRecord.TRADES.decoder().decode(bytes, 7);
    }
}
