package io.candlestream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.bench.TestRecords;
import io.candlestream.producer.kline.Kline;
import io.candlestream.schema.CandleId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class KlineSequenceTest {
    private static final int UPDATES = 30;
    private static final Workload WORKLOAD = Workload.updated(20, UPDATES);

    private static List<Kline> first(Workload workload, int count) {
        return Stream.generate(new KlineSequence(workload)::next).limit(count).toList();
    }

    @Test
    void areTheSameForTheSameSeedAndOthersForAnother() {
        Workload other = new Workload(2, 20, LoadShare.WHOLE, UPDATES, Workload.FROM);

        assertThat(first(WORKLOAD, 1000)).isEqualTo(first(WORKLOAD, 1000));
        assertThat(first(other, 1000)).isNotEqualTo(first(WORKLOAD, 1000));
    }

    @Test
    void couldBeTheExchanges() {
        for (Kline kline : first(WORKLOAD, 20 * UPDATES * 50)) {
            BigDecimal low = new BigDecimal(kline.candle().low());
            BigDecimal high = new BigDecimal(kline.candle().high());
            assertThat(low).as(kline.toString()).isPositive();
            assertThat(new BigDecimal(kline.candle().open()))
                    .as(kline.toString())
                    .isBetween(low, high);
            assertThat(new BigDecimal(kline.candle().close()))
                    .as(kline.toString())
                    .isBetween(low, high);
            assertThat(new BigDecimal(kline.candle().takerBuyVolume()))
                    .isBetween(BigDecimal.ZERO, new BigDecimal(kline.candle().volume()));
            assertThat(new BigDecimal(kline.candle().takerBuyQuoteVolume()))
                    .isBetween(BigDecimal.ZERO, new BigDecimal(kline.candle().quoteVolume()));
            assertThat(kline.trades()).isEqualTo(kline.lastTradeId() - kline.firstTradeId() + 1);
            assertThat(kline.interval().opensAt(kline.openTime())).isTrue();
        }
    }

    @Test
    void closeEveryCandleOnceAtItsEndAndGoOnAtTheNext() {
        Map<String, Kline> last = new HashMap<>();
        int closed = 0;
        for (Kline kline : first(WORKLOAD, 20 * UPDATES * 10)) {
            Kline before = last.put(kline.symbol(), kline);
            closed += kline.closed() ? 1 : 0;
            assertThat(kline.closed())
                    .isEqualTo(kline.eventTime() > kline.candle().closeTime());
            if (before != null) {
                assertThat(kline.eventTime()).isGreaterThan(before.eventTime());
                assertThat(kline.openTime()).isEqualTo(before.openTime() + (before.closed() ? 60_000 : 0));
                assertThat(kline.firstTradeId())
                        .isEqualTo(before.closed() ? before.lastTradeId() + 1 : before.firstTradeId());
            }
        }
        assertThat(closed).isEqualTo(20 * 10);
    }

    @Test
    void becomeRecordsThatAvroReads() {
        Kline kline = first(WORKLOAD, 1).get(0);
        GenericRecord record = TestRecords.read(TestRecords.encode(kline));

        assertThat(record.get("id"))
                .hasToString(CandleId.of("binance", kline.symbol(), kline.interval(), Workload.FROM)
                        .toString());
        assertThat(record.get("asset_name")).hasToString("l00000usdt");
        assertThat(record.get("close")).hasToString(kline.candle().close());
        assertThat(record.get("is_closed")).hasToString("false");
        assertThat(record.get("collected_at"))
                .hasToString(
                        Instant.ofEpochMilli(KlineSequence.collectedAt(kline)).toString());
    }
}
