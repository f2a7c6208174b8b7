package io.candlestream.tools.doctor.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import io.candlestream.schema.RecordSchema;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.CheckResult.Mark;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordCheckTest {
    private static final Schema SCHEMA =
            RecordSchema.KLINES.load(Path.of(System.getProperty("candlestream.home"), "schemas/assets.avsc"));
    private static final Instant TIME = Instant.parse("2024-08-08T12:00:00Z");
    private static final byte[] GARBAGE = {1, 2, 3};

    @Test
    void readsTheNewestByTheirSchemaAndSaysHowOldTheyAre() {
        assertThat(check(Optional.of(TIME.plusMillis(1500)), candle(Map.of()), candle(Map.of())))
                .isEqualTo(CheckResult.ok("records", "2 newest records read by assets.avsc, the newest 1.5 s old"));
    }

    @Test
    void doesNotJudgeTheAgeWithoutTheExchangesClock() {
        assertThat(check(Optional.empty(), candle(Map.of())).mark()).isEqualTo(Mark.OK);
    }

    @Test
    void warnsWhenNothingCameForLong() {
        CheckResult finding = check(Optional.of(TIME.plusSeconds(3600)), candle(Map.of()));

        assertThat(finding.mark()).isEqualTo(Mark.WARN);
        assertThat(finding.found()).isEqualTo("the newest is 1 hour old");
    }

    @Test
    void takesTheAgeFromTheCandleAndNotFromThePublishing() {
        byte[] old = candle(Map.of("event_time", "2024-08-08T11:00:00Z"));

        assertThat(check(Optional.of(TIME), old).found()).isEqualTo("the newest is 1 hour old");
    }

    @Test
    void warnsOfRecordsWithTheTimeOfTheirCandle() {
        byte[] collectedLater = candle(Map.of("collected_at", "2024-08-08T14:00:00Z"));

        CheckResult finding = check(Optional.of(TIME), collectedLater);

        assertThat(finding.mark()).isEqualTo(Mark.WARN);
        assertThat(finding.found()).startsWith("records have the time of their candle");
        assertThat(check(Optional.of(TIME), candle(Map.of("collected_at", "2024-08-08T12:00:00Z")))
                        .mark())
                .isEqualTo(Mark.OK);
    }

    @Test
    void failsWhenNoneIsACandle() {
        CheckResult finding = check(Optional.of(TIME), GARBAGE);

        assertThat(finding.mark()).isEqualTo(Mark.FAIL);
        assertThat(finding.found())
                .startsWith("no newest record of a partition is a candle by assets.avsc, 0@7: id at byte 0");
    }

    @Test
    void warnsWhenOneIsNone() {
        CheckResult finding = check(Optional.of(TIME), candle(Map.of()), GARBAGE);

        assertThat(finding.mark()).isEqualTo(Mark.WARN);
        assertThat(finding.found()).startsWith("1 of 2 newest records is no candle, 1@7: ");
    }

    @Test
    void looksAtWhatTheTextsSay() {
        assertThat(check(Optional.of(TIME), candle(Map.of("close", "much"))).found())
                .endsWith("close is no number");
        assertThat(check(Optional.of(TIME), candle(Map.of("low", "99"))).found())
                .endsWith("low is above high");
        assertThat(check(Optional.of(TIME), candle(Map.of("interval", "5m"))).found())
                .endsWith("its interval is 5m, that of the table 1m");
        assertThat(check(Optional.of(TIME), candle(Map.of("interval", ""))).mark())
                .isEqualTo(Mark.OK);
    }

    @Test
    void hasNothingToSayOfAnEmptyTopic() {
        assertThat(check(Optional.of(TIME))).isEqualTo(CheckResult.skip("records", "there are none to read"));
    }

    @Test
    void saysWhyTheyCannotBeRead() {
        RecordCheck check = new RecordCheck(
                new RecordReader(SCHEMA, "", Optional.empty()), Interval.MINUTE_1, Optional.empty(), Duration.ZERO);
        BrokerSnapshot brokers =
                new BrokerSnapshot(1, Optional.empty(), Map.of(), ProbeResult.none("cannot read t: no right (ask)"));

        assertThat(check.judge(brokers))
                .isEqualTo(new CheckResult("records", Mark.FAIL, "cannot read t: no right", "ask"));
    }

    @Test
    void suspectsAFrameWhereNoRegistryIsSet() {
        byte[] framed = new byte[40];
        framed[4] = 7;

        assertThat(check(Optional.of(TIME), framed).found()).contains("it may be framed with a schema id");
    }

    private static CheckResult check(Optional<Instant> now, byte[]... values) {
        List<ConsumerRecord<byte[], byte[]>> newest = IntStream.range(0, values.length)
                .mapToObj(i -> record(i, values[i]))
                .toList();
        RecordReader reader = new RecordReader(SCHEMA, "assets.avsc", Optional.empty());
        return new RecordCheck(reader, Interval.MINUTE_1, now, Duration.ofMinutes(5))
                .judge(new BrokerSnapshot(1, Optional.empty(), Map.of(), ProbeResult.of(newest)));
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, byte[] value) {
        return new ConsumerRecord<>(
                "t",
                partition,
                7,
                TIME.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    /** A candle in Avro's form, a length and the bytes of each text; short texts have a length of one byte. */
    private static byte[] candle(Map<String, String> changed) {
        Map<String, String> prices = Map.of("open", "3", "high", "4.5", "low", "2", "close", "3.25", "interval", "1m");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SCHEMA.getFields().forEach(field -> {
            String text = changed.getOrDefault(field.name(), prices.getOrDefault(field.name(), "x"));
            out.write(text.length() * 2);
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        });
        return out.toByteArray();
    }
}
