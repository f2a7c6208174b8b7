package io.candlestream.tools.doctor.topic;

import static io.candlestream.tools.doctor.check.HumanText.count;
import static io.candlestream.tools.doctor.check.HumanText.span;

import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Position;
import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Judges the newest records: whether they are candles of our interval by our schema, and how old they are.
 *
 * @param reader by our schema, or by that which a record names
 * @param interval that the table holds
 * @param now the exchange's time, whose records they are; empty when it does not answer
 * @param maxAge how old the newest may be
 */
public record RecordCheck(RecordReader reader, Interval interval, Optional<Instant> now, Duration maxAge) {
    private static final String NAME = "records";
    /** Between the time when the producer got an update and that of its record; clocks may differ. */
    private static final Duration PUBLISHING = Duration.ofHours(1);

    /** The finding on the newest record of each partition. */
    public CheckResult judge(BrokerSnapshot brokers) {
        return brokers.newest().judged(NAME, this::judge);
    }

    private CheckResult judge(List<ConsumerRecord<byte[], byte[]>> newest) {
        if (newest.isEmpty()) {
            return CheckResult.skip(NAME, "there are none to read");
        }
        List<String> troubles = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : newest) {
            trouble(record).ifPresent(trouble -> troubles.add(Position.of(record) + ": " + trouble));
        }
        int good = newest.size() - troubles.size();
        Instant last = newest.stream()
                .map(record -> candle(record).flatMap(CandleText::eventTime).orElse(published(record)))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Optional<Duration> age =
                now.map(time -> Duration.between(last, time)).map(since -> since.isNegative() ? Duration.ZERO : since);
        String first = troubles.isEmpty() ? "" : troubles.get(0);
        return new CheckBuilder(NAME)
                .failIf(
                        good == 0,
                        "no newest record of a partition is a candle by " + reader.origin() + ", " + first,
                        "both sides need one schema (ASSET_SCHEMA_LOCATION); ./candlestream dead-letters shows more")
                .warnIf(
                        good > 0 && !troubles.isEmpty(),
                        troubles.size() + " of " + count(newest.size(), "newest record") + " is no candle, " + first,
                        "each becomes a dead letter; look who else writes to the topic")
                .warnIf(
                        age.filter(time -> time.compareTo(maxAge) > 0).isPresent(),
                        "the newest is " + age.map(time -> span(time)).orElse("") + " old",
                        "look whether the producer runs and what it says")
                .warnIf(
                        newest.stream().anyMatch(this::carriesTheCandlesTime),
                        "records have the time of their candle, by which the brokers may delete old candles unread",
                        "update the producer, and load what a backfill lost again")
                .orElse(count(newest.size(), "newest record") + " read by " + reader.origin()
                        + age.map(time -> ", the newest " + span(time) + " old").orElse(", reported at " + last));
    }

    private Optional<CandleText> candle(ConsumerRecord<byte[], byte[]> record) {
        return reader.read(record).value();
    }

    /** By producers of an older version the time of the event that it tells of. */
    private static Instant published(ConsumerRecord<byte[], byte[]> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** A producer of an older version wrote it, or somebody else. */
    private boolean carriesTheCandlesTime(ConsumerRecord<byte[], byte[]> record) {
        return candle(record)
                .flatMap(CandleText::collectedAt)
                .filter(collected -> published(record).isBefore(collected.minus(PUBLISHING)))
                .isPresent();
    }

    private Optional<String> trouble(ConsumerRecord<byte[], byte[]> record) {
        ProbeResult<CandleText> read = reader.read(record);
        return read.value().map(candle -> candle.trouble(interval)).orElseGet(() -> Optional.of(read.trouble()));
    }
}
