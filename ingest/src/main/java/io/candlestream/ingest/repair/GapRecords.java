package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.publish.EncodedRecord;
import io.candlestream.ingest.publish.StringRecordFields;
import io.candlestream.ingest.publish.StringRecordWriter;
import io.candlestream.ingest.repair.GapReport.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The records about the gaps of one channel: writes and reads reports by {@code gaps.avsc}, or {@code gaps_by_id.avsc} for events that
 * are numbered, keyed by symbol. Any thread may use it.
 */
final class GapRecords implements EventEncoder<GapReport> {
    private static final Schema BY_TIME = schema("/gaps.avsc");
    private static final Schema BY_ID = schema("/gaps_by_id.avsc");

    private final StringRecordFields byTime = StringRecordFields.all(BY_TIME);
    private final StringRecordFields byId = StringRecordFields.all(BY_ID);
    private final String interval;

    /** @param interval of the channel, empty when it has none */
    GapRecords(String interval) {
        this.interval = interval;
    }

    private static Schema schema(String name) {
        try (InputStream file = Objects.requireNonNull(GapRecords.class.getResourceAsStream(name))) {
            return new Schema.Parser().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public EncodedRecord encode(GapReport report, long now) {
        Gap gap = report.gap();
        boolean open = report.state() == State.OPEN;
        Map<String, String> values = Map.ofEntries(
                Map.entry("symbol", gap.symbol()),
                Map.entry("interval", interval),
                Map.entry("from_time", time(gap.fromTime())),
                Map.entry("to_time", time(gap.toTime())),
                Map.entry("cause", gap.cause().toString()),
                Map.entry("state", report.state().toString()),
                Map.entry("found_at", time(gap.foundAt())),
                Map.entry("healed_at", open ? "" : time(report.at())),
                Map.entry("source", report.source().map(EventSource::toString).orElse("")),
                Map.entry("from_id", String.valueOf(gap.from())),
                Map.entry("to_id", String.valueOf(gap.to())));
        Schema schema = gap.times().isPresent() ? BY_ID : BY_TIME;
        StringRecordWriter out = new StringRecordWriter();
        schema.getFields().forEach(field -> out.text(values.get(field.name())));
        return new EncodedRecord(gap.symbol().getBytes(StandardCharsets.UTF_8), out.toBytes(), now);
    }

    private static String time(long epochMilli) {
        return Instant.ofEpochMilli(epochMilli).toString();
    }

    /** The report in {@code record}; empty when it is none, or one about another channel, or about no stretch that can be. */
    Optional<GapReport> decode(byte[] record) {
        try {
            return byTime.read(record)
                    .or(() -> byId.read(record))
                    .filter(values -> values.get("interval").equals(interval))
                    .map(GapRecords::report)
                    .filter(report -> isPossible(report.gap()));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static GapReport report(Map<String, String> values) {
        State state = named(State.values(), values.get("state"));
        String to = values.get("to_time");
        long from = milli(values.get("from_time"));
        long end = to.isEmpty() && state == State.OPEN ? Gap.NO_END : milli(to);
        Optional<Gap.Times> times = Optional.of(new Gap.Times(from, end)).filter(byId -> values.containsKey("from_id"));
        Gap gap = new Gap(
                values.get("symbol"),
                times.isPresent() ? Long.parseLong(values.get("from_id")) : from,
                times.isPresent() ? Long.parseLong(values.get("to_id")) : end,
                times,
                named(Cause.values(), values.get("cause")),
                milli(values.get("found_at")));
        return new GapReport(
                gap,
                state,
                state == State.OPEN ? gap.foundAt() : milli(values.get("healed_at")),
                state == State.HEALED
                        ? Optional.of(named(EventSource.values(), values.get("source")))
                        : Optional.empty());
    }

    private static boolean isPossible(Gap gap) {
        return gap.from() < gap.to() && (gap.times().isEmpty() || gap.from() >= 0);
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
