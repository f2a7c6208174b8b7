package io.candlestream.consumer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    private static final long SEED = 20_261_127;
    private static final long MOST = 999_999_999_999_999_999L;

    @Test
    void isTheSameNumberWithoutTheZerosAtItsEnd() {
        assertThat(Decimal.of(6_169_001_000_000L, 8)).isEqualTo(Decimal.of(6_169_001, 2));
        assertThat(Decimal.of(1200, 0)).isEqualTo(new Decimal(0, 1200, 0));
        assertThat(Decimal.of(0, 8)).isEqualTo(new Decimal(0, 0, 0));
    }

    @Test
    void ofADoubleIsTheShortestThatIsReadAsIt() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            double value = i % 2 == 0
                    ? Math.round(random.nextDouble() * 1e15) / Math.pow(10, random.nextInt(12))
                    : Math.scalb(random.nextDouble() - 0.5, random.nextInt(100) - 50);
            assertThat(Decimal.of(value).orElseThrow().toBigDecimal())
                    .as("seed %d, %s", SEED, value)
                    .isEqualByComparingTo(BigDecimal.valueOf(value));
        }
        assertThat(Decimal.of(-0.0)).contains(Decimal.of(0, 0));
        assertThat(Decimal.of(Double.NaN)).isEmpty();
        assertThat(Decimal.of(Double.NEGATIVE_INFINITY)).isEmpty();
        assertThat(Decimal.of(1e40)).isEmpty();
    }

    @Test
    void productsAndBytesAreThoseOfBigDecimal() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal one = number(random);
            BigDecimal other = number(random);
            Decimal product = parsed(one.toPlainString())
                    .orElseThrow()
                    .times(parsed(other.toPlainString()).orElseThrow());
            assertThat(product.toBigDecimal())
                    .as("seed %d, %s x %s", SEED, one, other)
                    .isEqualByComparingTo(one.multiply(other));
            assertThat(bytes(product))
                    .as("seed %d, %s x %s", SEED, one, other)
                    .isEqualTo(new BigInteger(bytes(product)).toByteArray())
                    .isEqualTo(product.toBigDecimal().unscaledValue().toByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 127, 128, -128, -129, 255, 256, 32_767, 32_768, MOST, -MOST})
    void theBytesAreTheShortestOnes(long number) {
        assertThat(bytes(new Decimal(number >> 63, number, 0)))
                .isEqualTo(BigInteger.valueOf(number).toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                ".5",
                "5.",
                "1e5",
                "+1",
                "1.2.3",
                "1,5",
                "NaN",
                "9223372036854775808",
                "12345678901234567890"
            })
    void isNotMadeOfAnyOtherText(String text) {
        assertThat(parsed(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"92233720368.54775807", "9223372036854775807", "10000000000.00000000", "0.00000001"})
    void holdsAllThatFitsInto64Bits(String text) {
        assertThat(parsed(text).orElseThrow().toBigDecimal()).isEqualByComparingTo(text);
    }

    @Test
    void onlyWhatIsAboveZeroIsPositive() {
        assertThat(parsed("0.00000001").orElseThrow().isPositive()).isTrue();
        assertThat(parsed("0.00000000").orElseThrow().isPositive()).isFalse();
        assertThat(parsed("-1").orElseThrow().isPositive()).isFalse();
    }

    private static Optional<Decimal> parsed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return NumberParser.exact(bytes, 0, bytes.length);
    }

    private static BigDecimal number(Random random) {
        long unscaled = random.nextLong() % MOST >> random.nextInt(60);
        return BigDecimal.valueOf(unscaled, random.nextInt(19));
    }

    private static byte[] bytes(Decimal number) {
        ByteBuffer bytes = ByteBuffer.allocate(number.unscaledBytes());
        number.putUnscaled(bytes);
        return bytes.array();
    }
}
