package io.candlestream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.candlestream.bench.TestRecords;
import io.candlestream.producer.kline.Kline;
import io.candlestream.schema.CandleId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class KlineWorkloadTest {
    private static final int UPDATES = 30;
    private static final KlineWorkload WORKLOAD = KlineWorkload.updated(20, UPDATES);

    private static List<Kline> first(KlineWorkload workload, int count) {
        return Stream.generate(workload.events()).limit(count).toList();
    }

    @Test
    void areTheSameForTheSameSeedAndOthersForAnother() {
        KlineWorkload other = new KlineWorkload(2, 20, LoadShare.WHOLE, UPDATES, KlineWorkload.FROM);

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
                .hasToString(CandleId.of("binance", kline.symbol(), kline.interval(), KlineWorkload.FROM)
                        .toString());
        assertThat(record.get("asset_name")).hasToString("l00000usdt");
        assertThat(record.get("close")).hasToString(kline.candle().close());
        assertThat(record.get("is_closed")).hasToString("false");
        assertThat(record.get("collected_at"))
                .hasToString(Instant.ofEpochMilli(KlineRows.collectedAt(kline)).toString());
    }

    @Test
    void partsSideBySideMakeTheWhole() {
        List<String> parts = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> new KlineWorkload(1, 10, new LoadShare(number, 3), 30, KlineWorkload.FROM))
                .flatMap(part -> part.walks().stream())
                .map(AssetWalk::symbol)
                .sorted()
                .toList();

        assertThat(parts)
                .isEqualTo(KlineWorkload.closedCandles(10).walks().stream()
                        .map(AssetWalk::symbol)
                        .toList());
    }

    @Test
    void countsWholeCandlesOnly() {
        assertThat(KlineWorkload.updated(500, 30).whole(100_000)).isEqualTo(90_000);
        assertThat(KlineWorkload.updated(500, 30).whole(10)).isEqualTo(15_000);
    }

    @Test
    void refusesWhatIsNoPart() {
        assertThat(LoadShare.parse("2/3")).isEqualTo(new LoadShare(2, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadShare.parse("4/3"));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadShare.parse("0/3"));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadShare.parse("half"));
    }
}
