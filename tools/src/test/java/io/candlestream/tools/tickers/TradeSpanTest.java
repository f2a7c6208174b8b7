package io.candlestream.tools.tickers;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.trades.HeldTables;
import io.candlestream.tools.trades.StoredTrades;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** However many blocks a span takes, it is what adding up its trades one by one makes. */
class TradeSpanTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SEED = 20_261_128;
    private static final int TRADES = 9000;

    private final HeldTables tables = new HeldTables();
    private final TreeMap<Long, BigDecimal[]> all = new TreeMap<>();

    TradeSpanTest() {
        Random random = new Random(SEED);
        long ticks = 1_000_000;
        for (long id = 1; id <= TRADES; id++) {
            ticks += random.nextInt(201) - 100;
            BigDecimal price = BigDecimal.valueOf(ticks, 3);
            BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(1_000_000), 5);
            all.put(id, new BigDecimal[] {price, quantity});
            tables.trade(id, START.plusMillis(id * 1234), price.toPlainString(), quantity.toPlainString());
        }
    }

    private TradeSpan span() {
        StoredTrades stored = new StoredTrades(tables, "trades", "assets");
        return new TradeSpan(stored, HeldTables.SYMBOL, stored.hours().get(HeldTables.SYMBOL));
    }

    @Test
    void itIsWhatItsTradesMakeWhereverItBeginsAndEnds() {
        Random random = new Random(SEED);
        for (long width : List.of(1L, 20L, 999L, 1000L, 1001L, 2500L, 6000L)) {
            TradeSpan span = span();
            long first = 1L + random.nextInt(50);
            long last = 0;
            while (first + width <= TRADES) {
                last = Math.max(last, first + width - 1 - random.nextLong(1 + width / 10));
                assertThat(span.moveTo(first, last)).as("%d to %d", first, last).isTrue();
                equalsTheSumOf(span, first, last);
                first += random.nextLong(1 + Math.max(10, width / 7));
            }
        }
    }

    private void equalsTheSumOf(TradeSpan span, long first, long last) {
        NavigableSet<BigDecimal> prices = new TreeSet<>();
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal quoteVolume = BigDecimal.ZERO;
        for (BigDecimal[] trade : all.subMap(first, true, last, true).values()) {
            prices.add(trade[0]);
            volume = volume.add(trade[1]);
            quoteVolume = quoteVolume.add(trade[0].multiply(trade[1]));
        }
        String where = first + " to " + last + ", seed " + SEED;
        assertThat(span.high()).as(where).isEqualByComparingTo(prices.last());
        assertThat(span.low()).as(where).isEqualByComparingTo(prices.first());
        assertThat(span.volume()).as(where).isEqualByComparingTo(volume);
        assertThat(span.quoteVolume()).as(where).isEqualByComparingTo(quoteVolume);
        assertThat(span.first().id()).isEqualTo(first);
        assertThat(span.last().id()).isEqualTo(last);
    }

    @Test
    void oneMissingTradeIsFoundAnywhereInIt() {
        LongStream.of(1500, 4999).forEach(tables::forgetTrade);
        TradeSpan span = span();

        assertThat(span.moveTo(1, 1499)).isTrue();
        assertThat(span.moveTo(2, 1500)).isFalse();
        assertThat(span.moveTo(1400, 4998)).isFalse();
        assertThat(span.moveTo(1500, 4998)).isFalse();
        assertThat(span.moveTo(1501, 4998)).isTrue();
        equalsTheSumOf(span, 1501, 4998);
        assertThat(span.previous())
                .hasValueSatisfying(trade -> assertThat(trade.id()).isEqualTo(1499));
        assertThat(span.next())
                .hasValueSatisfying(trade -> assertThat(trade.id()).isEqualTo(5000));
        assertThat(span.moveTo(1501, 5000)).isFalse();
        assertThat(span.moveTo(5000, 8999)).isTrue();
        equalsTheSumOf(span, 5000, 8999);
        assertThat(span.moveTo(8000, TRADES + 1)).isFalse();
    }
}
