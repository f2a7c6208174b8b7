package io.candlestream.consumer.kline;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.schema.Interval;
import org.junit.jupiter.api.Test;

class ValueHashTest {
    private static final KlineRecord FIRST = KlineRecord.good().with("is_closed", "true");
    private static final KlineRecord SECOND = FIRST.with("close", "61781.00000000")
            .with("high", "61850.00000000")
            .with("volume", "16.00000000")
            .with("trades", "1254")
            .with("last_trade_id", "3735685387");

    /** It is part of every write time that is stored: another program version must compute the same. */
    @Test
    void theHashIsTheSameForEver() {
        assertThat(row(FIRST).hash()).isEqualTo(-5544822940048905120L);
        assertThat(row(SECOND).hash()).isEqualTo(8470680149711206354L);
        assertThat(row(FIRST.with("first_trade_id", "").with("last_trade_id", ""))
                        .hash())
                .isEqualTo(row(FIRST.with("first_trade_id", "-1").with("last_trade_id", "-1"))
                        .hash());
    }

    private static KlineRow row(KlineRecord record) {
        return ((Accepted<KlineRow>)
                        new KlineDecoder(KlineRecord.SCHEMA, Interval.MINUTE_1, 1024).decode(record.bytes(), 0))
                .row();
    }
}
