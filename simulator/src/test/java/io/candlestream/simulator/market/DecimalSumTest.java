package io.candlestream.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalSumTest {
    private final DecimalText text = new DecimalText();

    @Test
    void writesDecimalsAsTheExchangeDoes() {
        assertThat(text.of(0)).isEqualTo("0.00000000");
        assertThat(text.of(1)).isEqualTo("0.00000001");
        assertThat(text.of(6_182_800_000_000L)).isEqualTo("61828.00000000");
        assertThat(text.of(Long.MAX_VALUE)).isEqualTo("92233720368.54775807");
    }

    /** From trades of a hundred-millionth up to the largest quantity that the exchange takes, at prices of the same money. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isAsExactAsBigDecimal(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DecimalSum amounts = new DecimalSum();
        DecimalSum products = new DecimalSum();
        DecimalSum others = new DecimalSum();
        BigDecimal amount = BigDecimal.ZERO;
        BigDecimal product = BigDecimal.ZERO;
        BigDecimal other = BigDecimal.ZERO;
        for (int i = 0; i < 2_000; i++) {
            long quantity = random.nextLong(1, Long.MAX_VALUE >> random.nextInt(62));
            double most = Math.min(1e14, 1e25 / quantity); // a million each, a thousand million a trade
            long price = random.nextLong(1, 2 + ((long) most >> random.nextInt(40)));
            amounts.add(quantity);
            amount = amount.add(decimal(quantity));
            if (random.nextBoolean()) {
                products.addProduct(price, quantity);
                product = product.add(decimal(price).multiply(decimal(quantity)));
            } else {
                others.addProduct(price, quantity);
                other = other.add(decimal(price).multiply(decimal(quantity)));
            }
            assertThat(amounts.text(text)).as("seed %d, trade %d", seed, i).isEqualTo(cut(amount));
            assertThat(products.text(text)).as("seed %d, trade %d", seed, i).isEqualTo(cut(product));
            assertThat(products.textWith(others, text))
                    .as("seed %d, trade %d", seed, i)
                    .isEqualTo(cut(product.add(other)));
        }
    }

    /** Prices and quantities of any size, each of them and all together beyond what a long holds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isExactBeyondLongs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DecimalSum sum = new DecimalSum();
        DecimalSum other = new DecimalSum();
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i < 2_000; i++) {
            long price = random.nextLong(1, Long.MAX_VALUE >> random.nextInt(62));
            long quantity = random.nextLong(1, Long.MAX_VALUE >> random.nextInt(62));
            BigDecimal huge = decimal(quantity).movePointRight(9).setScale(DecimalText.DECIMALS);
            sum.addProduct(price, quantity);
            exact = exact.add(decimal(price).multiply(decimal(quantity)));
            if (random.nextInt(10) == 0) {
                other.add(huge);
                exact = exact.add(huge);
            }
            assertThat(sum.textWith(other, text))
                    .as("seed %d, trade %d", seed, i)
                    .isEqualTo(cut(exact));
        }
    }

    private static BigDecimal decimal(long units) {
        return BigDecimal.valueOf(units, DecimalText.DECIMALS);
    }

    private static String cut(BigDecimal exact) {
        return exact.setScale(DecimalText.DECIMALS, RoundingMode.DOWN).toPlainString();
    }
}
