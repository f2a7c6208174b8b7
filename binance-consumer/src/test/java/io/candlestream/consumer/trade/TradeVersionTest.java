package io.candlestream.consumer.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decoded.Accepted;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TradeVersionTest {
    private static final long MADE_AT = 1_723_161_255_342_000L;
    private static final long RANK = 1 << 22;

    /** Every write time in the table is one of these: they must never change. */
    @Test
    void itsValuesArePinned() {
        assertThat(version(TradeRecord.good())).isEqualTo(MADE_AT + PINNED);
        assertThat(version(TradeRecord.good().with("source", "rest"))).isEqualTo(MADE_AT + RANK + PINNED);
        assertThat(version(TradeRecord.good().with("source", "archive"))).isEqualTo(MADE_AT + 2 * RANK + PINNED);
    }

    private static final long PINNED = 599_306;

    @Test
    void whatRestSaysStandsAboveWhatTheSocketSaid() {
        TradeRecord corrected =
                TradeRecord.good().with("price", "61837.64000000").with("source", "rest");

        assertThat(version(corrected)).isGreaterThan(version(TradeRecord.good()));
    }

    @Test
    void versionsThatDifferInAnyValueNeverTie() {
        List<TradeRecord> versions = Stream.of(
                        TradeRecord.good(),
                        TradeRecord.good().with("price", "61837.64000000"),
                        TradeRecord.good().with("price", "6183.76300000"),
                        TradeRecord.good().with("quantity", "0.02000001"),
                        TradeRecord.good().with("is_buyer_maker", "false"),
                        TradeRecord.good().with("event_time", "2024-08-08T23:54:15.344Z"))
                .flatMap(record -> Stream.of(record, record.with("source", "rest"), record.with("source", "archive")))
                .toList();

        assertThat(versions.stream().map(TradeVersionTest::version)).doesNotHaveDuplicates();
    }

    @Test
    void aTradeThatIsToldAgainInAnotherFormHasTheSame() {
        assertThat(version(TradeRecord.good()
                        .with("price", "61837.63")
                        .with("quantity", "0.0200")
                        .with("collected_at", "2024-08-08T23:59:00Z")))
                .isEqualTo(version(TradeRecord.good()));
    }

    private static long version(TradeRecord record) {
        return ((Accepted<TradeRow>) TradeRecord.TRADES.decoder().decode(record.bytes(), 7))
                .row()
                .version();
    }
}
