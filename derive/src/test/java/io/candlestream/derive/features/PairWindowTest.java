package io.candlestream.derive.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.candlestream.derive.features.PairWindow.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Against what numpy makes of the same made-up markets ({@code src/test/python/expected_pairs.py}). */
class PairWindowTest {
    private static final int CANDLES = 260;
    private static final long MINUTE = 60_000;
    private static final long BEGIN = 1_700_000_040_000L;
    private static final int RETURNS = 20;
    /** Closing prices in hundredths, of the asset and of the reference. */
    private static final int[][] MARKETS = markets();

    @Test
    void equalsWhatNumpyMakes() throws IOException {
        int compared = 0;
        for (String[] expected : expected()) {
            int returns = Integer.parseInt(expected[0]);
            int index = Integer.parseInt(expected[1]);
            Row row = row(returns, index, i -> true, i -> true);
            for (PairFeature feature : PairFeature.values()) {
                String text = expected[feature == PairFeature.CORRELATION ? 2 : 3];
                String where = feature.column() + " over " + returns + " of candle " + index;
                if (text.isEmpty()) {
                    assertThat(row.values()).as(where).doesNotContainKey(feature);
                } else {
                    double wanted = Double.parseDouble(text);
                    assertThat(row.values().get(feature))
                            .as(where)
                            .isCloseTo(wanted, within(1e-12 * Math.max(1, Math.abs(wanted))));
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(1276);
    }

    @Test
    void ofTheReferenceItselfBothAreOne() {
        double[] returns = {0.01, -0.02, 0.005};
        assertThat(PairFeature.CORRELATION.of(returns, returns)).isCloseTo(1, within(1e-15));
        assertThat(PairFeature.BETA.of(returns, returns)).isEqualTo(1);
    }

    @Test
    void isTheSameToTheBitFromWhereverItIsComputed() {
        PairWindow window = window(RETURNS);
        for (int i = 0; i < CANDLES; i++) {
            addReference(window, i);
            add(window, i);
            int first = Math.max(0, i - RETURNS);
            assertThat(window.last()).as("candle %d", i).isEqualTo(row(RETURNS, i, k -> k >= first, k -> k >= first));
        }
    }

    @Test
    void knowsNothingOfTheFuture() {
        int now = 100;
        for (int market = 0; market < 2; market++) {
            int changed = market;
            List<Row> rows = rows(i -> i, i -> i);
            List<Row> other = rows(i -> changed == 0 && i > now ? i + 3 : i, i -> changed == 1 && i > now ? i + 3 : i);
            assertThat(other.subList(0, now + 1)).isEqualTo(rows.subList(0, now + 1));
            assertThat(other.get(now + 1).values())
                    .isNotEqualTo(rows.get(now + 1).values());
        }
    }

    @Test
    void hasNoValueWhereTheWindowOfEitherHoldsAGap() {
        int hole = 60;
        for (int i = RETURNS; i < 110; i++) {
            boolean over = i > hole && i - RETURNS <= hole;
            assertThat(row(RETURNS, i, k -> true, k -> k != hole).values().isEmpty())
                    .as("reference, candle %d", i)
                    .isEqualTo(over || i == hole);
            if (i != hole) {
                assertThat(row(RETURNS, i, k -> k != hole, k -> true).values().isEmpty())
                        .as("asset, candle %d", i)
                        .isEqualTo(over);
            }
        }
        assertThat(row(RETURNS, 50, k -> true, k -> false).values()).isEmpty();
    }

    @Test
    void aCandleOffTheGridBreaksTheWindowAndClearsWhatWasThere() {
        for (boolean ofReference : new boolean[] {true, false}) {
            PairWindow window = window(2);
            for (int i = 0; i < 4; i++) {
                addReference(window, i);
                add(window, i);
                if (i == 2) {
                    assertThat(window.last().values()).hasSize(2);
                    assertThat(window.last().clearsAbsent()).isFalse();
                    if (ofReference) {
                        window.addReference(time(2) + 17, 60_000, 0, time(2) * 1000);
                    } else {
                        window.add(time(2) + 17, 100, 0, time(2) * 1000);
                    }
                }
            }
            assertThat(window.last().values()).isEmpty();
            assertThat(window.last().clearsAbsent()).isTrue();
        }
    }

    /** Whatever of either is missing or older than in another computation, the sum is smaller; and a table needs no tombstones for it. */
    @Test
    void theVersionGrowsWithWhatIsKnownOfEither() {
        Row all = row(RETURNS, 50, k -> true, k -> true);
        Row withoutSome = row(RETURNS, 50, k -> k != 40, k -> true);
        Row withoutReference = row(RETURNS, 50, k -> true, k -> k != 40);
        assertThat(all.version()).isEqualTo(2 * (RETURNS + 1) * (MINUTE + 5) * 1000);
        assertThat(withoutSome.version()).isLessThan(all.version());
        assertThat(withoutReference.version()).isLessThan(all.version());
        assertThat(List.of(withoutSome.clearsAbsent(), withoutReference.clearsAbsent(), all.clearsAbsent()))
                .containsOnly(false);

        PairWindow corrected = window(RETURNS);
        for (int i = 0; i <= 50; i++) {
            corrected.addReference(time(i), MARKETS[1][i] / 100.0, time(i) + MINUTE, version(i) + (i == 30 ? 1 : 0));
            add(corrected, i);
        }
        assertThat(corrected.last().version()).isEqualTo(all.version() + 1);
    }

    @Test
    void isKnownWhenTheLatestCandleOfEitherIs() {
        PairWindow window = window(2);
        for (int i = 0; i < 6; i++) {
            window.addReference(time(i), 100 + i, time(i) + (i == 1 ? 10 * MINUTE : MINUTE), version(i));
            window.add(time(i), 100 + i, time(i) + 2 * MINUTE, version(i));
            assertThat(window.last().knownAt())
                    .as("candle %d", i)
                    .isEqualTo(i >= 1 && i <= 3 ? time(1) + 10 * MINUTE : time(i) + 2 * MINUTE);
        }
    }

    @Test
    void refusesCandlesThatAreNotInOrder() {
        PairWindow window = window(2);
        window.addReference(2, 1, 1, 1);
        assertThatThrownBy(() -> window.addReference(2, 1, 1, 1))
                .hasMessage("Cannot take candles that are not in order: 2 stands behind 2");
    }

    private static PairWindow window(int returns) {
        return new PairWindow(returns, time -> time + MINUTE, time -> time - returns * MINUTE);
    }

    /** That of the candle at {@code index}, by those candles of both that there are. */
    private static Row row(int returns, int index, IntPredicate ofAsset, IntPredicate ofReference) {
        PairWindow window = window(returns);
        for (int i = 0; i <= index; i++) {
            if (ofReference.test(i)) {
                addReference(window, i);
            }
            if (ofAsset.test(i)) {
                add(window, i);
            }
        }
        return window.last();
    }

    /** Of all candles, with the prices of others at some of them. */
    private static List<Row> rows(IntUnaryOperator ofAsset, IntUnaryOperator ofReference) {
        PairWindow window = window(RETURNS);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 110; i++) {
            window.addReference(time(i), MARKETS[1][ofReference.applyAsInt(i)] / 100.0, time(i) + MINUTE, version(i));
            window.add(time(i), MARKETS[0][ofAsset.applyAsInt(i)] / 100.0, time(i) + MINUTE, version(i));
            rows.add(window.last());
        }
        return rows;
    }

    private static void addReference(PairWindow window, int index) {
        window.addReference(time(index), MARKETS[1][index] / 100.0, time(index) + MINUTE, version(index));
    }

    private static void add(PairWindow window, int index) {
        window.add(time(index), MARKETS[0][index] / 100.0, time(index) + MINUTE, version(index));
    }

    private static long time(int index) {
        return BEGIN + index * MINUTE;
    }

    private static long version(int index) {
        return (time(index) + MINUTE + 5) * 1000;
    }

    private static List<String[]> expected() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PairWindowTest.class.getResourceAsStream("/expected-pairs.csv")),
                StandardCharsets.US_ASCII))) {
            return lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
        }
    }

    /** As the Python program makes them; the asset rests from the 120th candle on, the reference from the 180th. */
    private static int[][] markets() {
        int[][] markets = new int[2][CANDLES];
        long state = 3;
        int asset = 10_000;
        int reference = 6_000_000;
        for (int i = 0; i < CANDLES; i++) {
            int[] draws = new int[2];
            for (int k = 0; k < draws.length; k++) {
                state = (state * 1_103_515_245 + 12_345) % (1L << 31);
                draws[k] = (int) (state / 65_536 % 1000);
            }
            int common = (draws[0] - 499) * 40;
            reference += i >= 180 && i < 210 ? 0 : common;
            asset += i >= 120 && i < 150 ? 0 : Math.floorDiv(common, 50) + draws[1] / 10 - 49;
            markets[0][i] = asset;
            markets[1][i] = reference;
        }
        return markets;
    }
}
