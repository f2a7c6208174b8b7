package io.candlestream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.bench.proof.TableDigest;
import io.candlestream.producer.trade.Trade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TradeWorkloadTest {
    private static final TradeWorkload WORKLOAD = TradeWorkload.ofPairs(100);

    private static List<Trade> first(int count) {
        return Stream.generate(WORKLOAD.events()).limit(count).toList();
    }

    @Test
    void areTheSameEveryTimeAndNumberedWithoutABreak() {
        Map<String, Long> last = new HashMap<>();
        for (Trade trade : first(5000)) {
            Long before = last.put(trade.symbol(), trade.id());
            assertThat(before == null ? trade.id() : before + 1).isEqualTo(trade.id());
        }

        assertThat(last).hasSizeGreaterThan(50);
        assertThat(first(5000)).isEqualTo(first(5000));
    }

    @Test
    void expectsARowForEachTrade() {
        TableDigest digest = WORKLOAD.expected(1000);

        assertThat(digest.rows()).isEqualTo(1000);
        assertThat(digest).isEqualTo(WORKLOAD.expected(1000)).isNotEqualTo(WORKLOAD.expected(1001));
    }
}
