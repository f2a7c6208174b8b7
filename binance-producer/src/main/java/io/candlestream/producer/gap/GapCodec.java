package io.candlestream.producer.gap;

import io.candlestream.producer.gap.Gap.Cause;
import io.candlestream.producer.gap.GapReport.State;
import io.candlestream.producer.topic.AvroText;
import io.candlestream.producer.topic.TextFields;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Turns reports about the gaps of one interval into records of {@code gaps.avsc} and back. */
final class GapCodec {
    private static final String HEALED_BY = "rest";

    private final Schema schema = schema();
    private final TextFields reader = new TextFields(
            schema, schema.getFields().stream().map(Schema.Field::name).toList());
    private final Interval interval;

    GapCodec(Interval interval) {
        this.interval = interval;
    }

    private static Schema schema() {
        try (InputStream file = Objects.requireNonNull(GapCodec.class.getResourceAsStream("/gaps.avsc"))) {
            return new Schema.Parser().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] encode(GapReport report) {
        Gap gap = report.gap();
        boolean open = report.state() == State.OPEN;
        Map<String, String> values = Map.of(
                "symbol", gap.symbol(),
                "interval", interval.code(),
                "from_time", time(gap.from()),
                "to_time", time(gap.to()),
                "cause", gap.cause().toString(),
                "state", report.state().toString(),
                "found_at", time(gap.foundAt()),
                "healed_at", open ? "" : time(report.at()),
                "source", report.state() == State.HEALED ? HEALED_BY : "");
        AvroText out = new AvroText();
        schema.getFields().forEach(field -> out.text(values.get(field.name())));
        return out.toBytes();
    }

    private static String time(long epochMilli) {
        return Instant.ofEpochMilli(epochMilli).toString();
    }

    /** The report in {@code record}; empty when it is none, or one about another interval. */
    Optional<GapReport> decode(byte[] record) {
        try {
            return reader.read(record)
                    .filter(values -> values.get("interval").equals(interval.code()))
                    .map(GapCodec::report);
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
