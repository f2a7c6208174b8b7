package io.candlestream.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.bench.load.KlineWorkload;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableDigestTest {
    private static long hash(String... values) {
        RowBytes row = new RowBytes();
        for (String value : values) {
            row.add(value.getBytes(StandardCharsets.UTF_8));
        }
        return row.hash();
    }

    @Test
    void knowsNoOrderOfRows() {
        TableDigest one = TableDigest.EMPTY.with(hash("a")).with(hash("b"));
        TableDigest other = TableDigest.EMPTY.with(hash("b")).plus(TableDigest.EMPTY.with(hash("a")));

        assertThat(one).isEqualTo(other);
    }

    @Test
    void seesEveryOtherDifference() {
        assertThat(hash("ab", "c")).isNotEqualTo(hash("a", "bc"));
        assertThat(hash("a", "b")).isNotEqualTo(hash("b", "a"));
        assertThat(new RowBytes().addAbsent().hash()).isNotEqualTo(hash(""));
        assertThat(new RowBytes().add(1.0).hash())
                .isNotEqualTo(new RowBytes().add(1.0000000000000002).hash());
    }

    @Test
    void hashesValuesAsTheDriverBringsThem() {
        ByteBuffer stored = ByteBuffer.allocate(Double.BYTES).putDouble(0, 61828.25);

        assertThat(new RowBytes().add(stored).hash())
                .isEqualTo(new RowBytes().add(61828.25).hash());
    }

    @Test
    void aDecimalIsItsValueInWhateverForm() {
        assertThat(new RowBytes().add(new BigDecimal("1.50")).hash())
                .isEqualTo(new RowBytes().add(new BigDecimal("1.5")).hash())
                .isNotEqualTo(new RowBytes().add(new BigDecimal("15")).hash());
    }

    @Test
    void expectsARowForEveryCandleWhateverItsUpdates() {
        TableDigest digest = KlineWorkload.updated(20, 30).expected(20 * 30 * 5);

        assertThat(digest.rows()).isEqualTo(100);
        assertThat(digest).isNotEqualTo(KlineWorkload.updated(20, 29).expected(20 * 29 * 5));
    }
}
