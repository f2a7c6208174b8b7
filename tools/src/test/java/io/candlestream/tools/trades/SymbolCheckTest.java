package io.candlestream.tools.trades;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.history.PastTrade;
import io.candlestream.schema.Interval;
import io.candlestream.tools.trades.TradeReport.SymbolReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the proof says of one pair's stored trades. */
class SymbolCheckTest {
    private static final long HOUR = 1_735_689_600_000L; // 2025-01-01T00:00:00Z

    private final List<String> differences = new ArrayList<>();
    private final SourceById<PastTrade> exchange = SourceById.of(
            LongStream.rangeClosed(1, 100).mapToObj(SymbolCheckTest::told).iterator());
    private final SymbolCheck check =
            new SymbolCheck("BTCUSDT", Interval.MINUTE_1, exchange, open -> Optional.empty(), differences::add);

    private static PastTrade told(long id) {
        return new PastTrade("BTCUSDT", id, "2.50000000", "0.10000000", "0.25000000", HOUR + id * 1000, id % 2 == 0, 0);
    }

    private static StoredTrade stored(long id, String price) {
        BigDecimal paid = new BigDecimal(price);
        BigDecimal quantity = new BigDecimal("0.1");
        return new StoredTrade(
                HOUR, id, paid, quantity, paid.multiply(quantity), HOUR + id * 1000, id % 2 == 0, "socket");
    }

    private void take(long from, long to) {
        LongStream.rangeClosed(from, to).forEach(id -> check.take(stored(id, "2.5")));
    }

    private SymbolReport report() {
        return check.report();
    }

    @Test
    void aStretchWithoutABreakIsEqual() {
        take(10, 60);

        assertThat(report().equal()).as("%s", differences).isTrue();
        assertThat(report().stored()).isEqualTo(51);
    }

    @Test
    void missingIdsAreNamedWithinAndAtBothEnds() {
        check.ids().expectFrom(HOUR + 10_000);
        take(13, 20);
        take(25, 50);
        check.ids().expectUntil(HOUR + 53_000);

        assertThat(report().missing()).isEqualTo(3 + 4 + 2);
        assertThat(differences)
                .containsExactly(
                        "missing  BTCUSDT  ids 10 to 12",
                        "missing  BTCUSDT  ids 21 to 24",
                        "missing  BTCUSDT  ids 51 to 52");
    }

    @Test
    void aStretchOfWhichNothingIsStoredIsMissingAsAWhole() {
        check.ids().expectFrom(HOUR + 10_000);
        check.ids().expectUntil(HOUR + 20_000);

        assertThat(report().missing()).isEqualTo(10);
        assertThat(report().equal()).isFalse();
    }

    @Test
    void otherValuesAndTradesThatNobodyToldAreCounted() {
        take(99, 99);
        check.take(stored(100, "2.6"));
        check.take(stored(101, "2.5"));

        assertThat(report().differing()).isEqualTo(1);
        assertThat(report().extra()).isEqualTo(1);
        assertThat(differences).hasSize(2).last().isEqualTo("extra  BTCUSDT  id 101");
    }

    @Test
    void idsThatStartAgainAreAnEpochAndNoHole() {
        take(90, 95);
        take(1, 5);

        assertThat(report().epochs()).isEqualTo(1);
        assertThat(report().missing()).isZero();
    }
}
