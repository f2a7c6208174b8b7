package io.candlestream.certify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.certify.hash.CertificateKeys;
import io.candlestream.certify.hash.HashedBytes;
import io.candlestream.certify.hash.HourHashes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes are those of certificate-vectors.json, which notebooks/tests/test_certificates.py has made and checks too. */
class VectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final JsonNode VECTORS = vectors();

    private static JsonNode vectors() {
        try {
            return new ObjectMapper().readTree(VectorsTest.class.getResourceAsStream("/certificate-vectors.json"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rowsAndDaysHaveTheBytesOfTheVectors() {
        for (JsonNode day : VECTORS.get("days")) {
            CertifiedStream stream =
                    CertifiedStream.called(day.get("stream").asText()).orElseThrow();
            CertifiedPair pair = new CertifiedPair(
                    stream, day.get("symbol").asText(), day.get("interval").asText(), "");
            HourHashes hashes = new HourHashes();
            for (int i = 0; i < day.get("rows").size(); i++) {
                JsonNode row = day.get("rows").get(i);
                HashedBytes bytes = new HashedBytes();
                write(stream, row, bytes);
                assertThat(HEX.formatHex(bytes.copy()))
                        .as(row.toString())
                        .isEqualTo(day.get("bytes").get(i).asText());
                long time = row.get(stream == CertifiedStream.KLINES ? 0 : 1).asLong();
                write(stream, row, hashes.row((int) (Math.floorMod(time, PairDays.DAY) / 3_600_000)));
            }
            LocalDate date = LocalDate.parse(day.get("day").asText());
            assertThat(HEX.formatHex(hashes.day(pair.key(), date)))
                    .isEqualTo(day.get("sha256").asText());
            assertThat(hashes.shortened()).isEqualTo(day.get("hours").asText());
        }
    }

    private static void write(CertifiedStream stream, JsonNode row, HashedBytes bytes) {
        if (stream == CertifiedStream.KLINES) {
            CandleRow candle = new CandleRow();
            candle.set(whole(row, 0), whole(row, 1), whole(row, 10), 0, 0);
            for (int i = 0; i < candle.numbers.length; i++) {
                candle.numbers[i] = row.get(2 + i).isNull()
                        ? Double.NaN
                        : Double.parseDouble(row.get(2 + i).asText());
            }
            candle.writeTo(bytes);
            return;
        }
        EventRow event = new EventRow();
        List<BigDecimal> numbers = new ArrayList<>();
        for (int i = 2; i < 5; i++) {
            numbers.add(row.get(i).isNull() ? null : new BigDecimal(row.get(i).asText()));
        }
        BigDecimal[] all = numbers.toArray(BigDecimal[]::new);
        if (stream == CertifiedStream.TRADES) {
            event.trade(whole(row, 0), whole(row, 1), all, row.get(5).asBoolean());
        } else {
            event.aggregate(
                    whole(row, 0),
                    whole(row, 1),
                    all,
                    whole(row, 4),
                    whole(row, 5),
                    row.get(6).asBoolean());
        }
        event.writeTo(bytes, stream);
    }

    private static long whole(JsonNode row, int place) {
        return row.get(place).isNull()
                ? CandleRow.ABSENT
                : Long.parseLong(row.get(place).asText());
    }

    @Test
    void theRootIsThatOfTheVectors() {
        for (JsonNode tree : VECTORS.get("roots")) {
            List<String> leaves = new ArrayList<>();
            tree.get("leaves").forEach(leaf -> leaves.add(leaf.asText()));
            assertThat(Certificate.root(leaves)).isEqualTo(tree.get("root").asText());
        }
    }

    @Test
    void aCertificateOfAnotherProgramIsReadAndItsSignatureMadeAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("2024-02-29.json");
        Files.writeString(file, VECTORS.get("certificate").toPrettyString());

        Certificate read = Certificate.read(file);

        assertThat(read.isSigned()).isTrue();
        Path key = folder.resolve("key");
        CertificateKeys.make(key);
        byte[] seed = HEX.parseHex(
                "302e020100300506032b657004220420" + VECTORS.get("seed").asText());
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n" + java.util.Base64.getEncoder().encodeToString(seed)
                        + "\n-----END PRIVATE KEY-----\n");
        assertThat(CertificateKeys.publicOf(CertificateKeys.read(key))).isEqualTo(read.key());
        assertThat(HEX.formatHex(CertificateKeys.sign(
                        CertificateKeys.read(key), read.body().getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(read.signature());
    }

    /** Of the same number the text is one, whichever way it is written. */
    @Test
    void aDecimalIsOneTextWhateverItsScale() {
        for (String number : List.of("1.50", "0", "0.000", "-7", "100", "1E+5", "0.00000001", "92233720368547758.08")) {
            BigDecimal exact = new BigDecimal(number);
            String expected =
                    exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
            for (int more = 0; more < 12; more++) {
                byte[] bytes = new HashedBytes()
                        .decimal(exact.setScale(Math.max(exact.scale(), 0) + more))
                        .copy();
                assertThat(new String(bytes, 2, bytes[1], StandardCharsets.US_ASCII))
                        .isEqualTo(expected);
            }
        }
        byte[] least = new HashedBytes().decimal(Long.MIN_VALUE, 3).copy();
        assertThat(new String(least, 2, least[1], StandardCharsets.US_ASCII)).isEqualTo("-9223372036854775.808");
    }
}
