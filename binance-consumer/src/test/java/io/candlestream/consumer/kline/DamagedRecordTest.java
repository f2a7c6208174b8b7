package io.candlestream.consumer.kline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.schema.Interval;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes a record holds, the decoder answers with a row or a cause. */
class DamagedRecordTest {
    private static final long CONSUMED_AT = 1_723_161_300_000L;
    private static final long SEED = 20_261_120;

    private final RowDecoder<KlineRow> decoder =
            new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets").decoder();

    @Test
    void everyTruncationHasACause() {
        byte[] good = KlineRecord.good().bytes();
        for (int length = 0; length < good.length; length++) {
            assertThat(decoder.decode(Arrays.copyOf(good, length), CONSUMED_AT))
                    .as("%d of %d bytes", length, good.length)
                    .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                            .isEqualTo(RejectReason.TRUNCATED));
        }
    }

    @Test
    void everyBitFlipGivesARowOrACause() {
        byte[] good = KlineRecord.good().bytes();
        int rejected = 0;
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            rejected += decoder.decode(flipped, CONSUMED_AT) instanceof Rejected ? 1 : 0;
        }
        assertThat(rejected).isGreaterThan(good.length * 8 / 2);
    }

    @Test
    void randomBytesGiveACause() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertThat(decoder.decode(noise, CONSUMED_AT))
                    .as("noise %d of seed %d", i, SEED)
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    void refusesBytesAfterTheLastField() {
        byte[] good = KlineRecord.good().bytes();

        assertThat(reason(Arrays.copyOf(good, good.length + 2))).isEqualTo(RejectReason.TRAILING_BYTES);
    }

    @Test
    void refusesALengthThatWouldFillTheMemory() {
        // Zigzag varints of 2^31 - 1 and of -1, and one that never ends.
        assertThat(reason(new byte[] {-2, -1, -1, -1, 15})).isEqualTo(RejectReason.TOO_LONG);
        assertThat(reason(new byte[] {1})).isEqualTo(RejectReason.BAD_LENGTH);
        assertThat(reason("\u00ff".repeat(11).getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(RejectReason.BAD_LENGTH);
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] bytes = KlineRecord.good().bytes();
        int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("bitcoin");
        bytes[name] = (byte) 0xC3;

        assertThat(reason(bytes)).isEqualTo(RejectReason.BAD_UTF8);
    }

    private RejectReason reason(byte[] bytes) {
        return decoder.decode(bytes, CONSUMED_AT) instanceof Rejected<KlineRow> rejected
                ? rejected.reason()
                : fail("no cause for " + Arrays.toString(bytes));
    }
}
