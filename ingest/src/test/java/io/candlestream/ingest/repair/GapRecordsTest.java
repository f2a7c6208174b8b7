package io.candlestream.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import io.candlestream.ingest.publish.StringRecordWriter;
import io.candlestream.ingest.repair.GapReport.State;
import io.candlestream.runtime.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class GapRecordsTest {
    private static final Gap GAP = new Gap("BTCUSDT", 1_619_323_260_000L, 1_619_340_300_000L, Cause.LATE_CLOSE, 5_000);
    private static final GapReport EMPTY = new GapReport(GAP, State.EMPTY, 7_250);

    private final GapRecords encoder = new GapRecords("1m");
    private final GapRecords decoder = new GapRecords("1m");

    @Test
    void writesWhatTheSchemaSays() throws IOException {
        Schema schema = new Schema.Parser()
                .parse(Files.readString(Path.of(System.getProperty("candlestream.home"), "schemas/gaps.avsc")));
        GenericRecord record = new GenericDatumReader<GenericRecord>(schema)
                .read(
                        null,
                        DecoderFactory.get()
                                .binaryDecoder(encoder.encode(EMPTY, 0).value(), null));
        assertThat(record)
                .hasToString("{\"symbol\": \"BTCUSDT\", \"interval\": \"1m\", \"from_time\": \"2021-04-25T04:01:00Z\", "
                        + "\"to_time\": \"2021-04-25T08:45:00Z\", \"cause\": \"late-close\", \"state\": \"empty\", "
                        + "\"found_at\": \"1970-01-01T00:00:05Z\", \"healed_at\": \"1970-01-01T00:00:07.250Z\", "
                        + "\"source\": \"\"}");
    }

    @Test
    void readsWhatItWrote() {
        for (Cause cause : Cause.values()) {
            for (State state : State.values()) {
                Gap gap = new Gap("币安人生USDT", 60_000, 120_000, cause, 5_000);
                GapReport report = new GapReport(gap, state, state == State.OPEN ? 5_000 : 6_000);
                assertThat(decoder.decode(encoder.encode(report, 0).value())).contains(report);
            }
        }
    }

    @Test
    void aGapInIdsIsWrittenWithBothAndReadBack() throws IOException {
        Gap gap = new Gap("BTCUSDT", 41, 57, Optional.of(new Times(60_000, 60_251)), Cause.TRADE_IDS, 5_000);
        GapReport report = new GapReport(gap, State.HEALED, 7_250);
        GapRecords trades = new GapRecords("trade");

        Schema schema = new Schema.Parser()
                .parse(Files.readString(Path.of(System.getProperty("candlestream.home"), "schemas/gaps_by_id.avsc")));
        assertThat(new GenericDatumReader<GenericRecord>(schema)
                        .read(
                                null,
                                DecoderFactory.get()
                                        .binaryDecoder(trades.encode(report, 0).value(), null)))
                .hasToString(
                        "{\"symbol\": \"BTCUSDT\", \"interval\": \"trade\", \"from_time\": \"1970-01-01T00:01:00Z\", "
                                + "\"to_time\": \"1970-01-01T00:01:00.251Z\", \"cause\": \"trade-ids\", \"state\": \"healed\", "
                                + "\"found_at\": \"1970-01-01T00:00:05Z\", \"healed_at\": \"1970-01-01T00:00:07.250Z\", "
                                + "\"source\": \"rest\", \"from_id\": \"41\", \"to_id\": \"57\"}");
        assertThat(new GapRecords("trade").decode(trades.encode(report, 0).value()))
                .contains(report);
    }

    @Test
    void passesOverReportsOfAnotherInterval() {
        assertThat(new GapRecords("1h").decode(encoder.encode(EMPTY, 0).value()))
                .isEmpty();
    }

    @Test
    void passesOverWhatIsNoReport() {
        byte[] record = encoder.encode(EMPTY, 0).value();
        for (int end = 0; end < record.length; end++) {
            assertThat(decoder.decode(Arrays.copyOf(record, end))).isEmpty();
        }
        assertThat(decoder.decode(Arrays.copyOf(record, record.length + 1))).isEmpty();
    }

    @Test
    void passesOverATimeThatIsNoneInMilliseconds() {
        assertThat(decoder.decode(record("1m", Instant.MIN.toString(), "2021-04-25T04:01:00Z")))
                .isEmpty();
        assertThat(decoder.decode(record("1m", "2021-04-25T04:01:00Z", Instant.MAX.toString())))
                .isEmpty();
    }

    @Test
    void passesOverAStretchThatCannotBe() {
        GapRecords trades = new GapRecords("trade");
        String from = "2021-04-25T04:01:00Z";
        String to = "2021-04-25T04:02:00Z";

        assertThat(decoder.decode(record("1m", from, from))).isEmpty();
        assertThat(decoder.decode(record("1m", to, from))).isEmpty();
        assertThat(trades.decode(record("trade", from, to, "-1", "5"))).isEmpty();
        assertThat(trades.decode(record("trade", from, to, "5", "5"))).isEmpty();
        assertThat(trades.decode(record("trade", from, to, "0", "5"))).isPresent();
    }

    @Test
    void whatTheConsumerAsksForHasNoEnd() {
        assertThat(decoder.decode(record("1m", "2021-04-25T04:01:00Z", ""))).hasValueSatisfying(report -> {
            assertThat(report.isRequest()).isTrue();
            assertThat(report.gap().to()).isEqualTo(Gap.NO_END);
        });
        assertThat(decoder.decode(record("1m", "2021-04-25T04:01:00Z", "2021-04-25T04:02:00Z")))
                .hasValueSatisfying(report -> assertThat(report.isRequest()).isFalse());
    }

    private static byte[] record(String interval, String from, String to, String... ids) {
        StringRecordWriter out = new StringRecordWriter();
        Stream.of("BTCUSDT", interval, from, to, "loss", "open", "2021-04-25T05:00:00Z", "", "")
                .forEach(out::text);
        Stream.of(ids).forEach(out::text);
        return out.toBytes();
    }

    @Test
    void neverThrowsOnDamagedBytes() {
        Seed seed = Seed.next();
        Random random = seed.random();
        for (int i = 0; i < 50_000; i++) {
            byte[] record = encoder.encode(EMPTY, 0).value();
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                record[random.nextInt(record.length)] = (byte) random.nextInt();
            }
            assertThat(decoder.decode(record))
                    .as("%s, %s", seed, Arrays.toString(record))
                    .isNotNull();
        }
    }
}
