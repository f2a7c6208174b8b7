package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.publish.StringRecordFields;
import io.candlestream.ingest.repair.GapReport.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Reads the reports about the gaps of one channel from records that {@link GapEncoder} wrote. */
final class GapDecoder {
    private final StringRecordFields reader = new StringRecordFields(
            GapEncoder.SCHEMA,
            GapEncoder.SCHEMA.getFields().stream().map(Schema.Field::name).toList());
    private final String interval;

    GapDecoder(String interval) {
        this.interval = interval;
    }

    /** The report in {@code record}; empty when it is none, or one about another channel. */
    Optional<GapReport> decode(byte[] record) {
        try {
            return reader.read(record)
                    .filter(values -> values.get("interval").equals(interval))
                    .map(GapDecoder::report);
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static GapReport report(Map<String, String> values) {
        State state = named(State.values(), values.get("state"));
        String to = values.get("to_time");
        Gap gap = new Gap(
                values.get("symbol"),
                milli(values.get("from_time")),
                to.isEmpty() && state == State.OPEN ? Gap.NO_END : milli(to),
                named(Cause.values(), values.get("cause")),
                milli(values.get("found_at")));
        return new GapReport(gap, state, state == State.OPEN ? gap.foundAt() : milli(values.get("healed_at")));
    }

    private static long milli(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    private static <T> T named(T[] all, String name) {
        return Stream.of(all)
                .filter(one -> one.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown: " + name));
    }
}
