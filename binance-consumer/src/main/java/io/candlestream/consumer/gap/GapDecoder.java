package io.candlestream.consumer.gap;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RejectedException;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.StringRecordReader;
import io.candlestream.schema.Interval;
import java.util.Set;
import org.apache.avro.Schema;

/** Makes a {@link GapRow} of a gap's Avro bytes, or says why they are none. One instance serves one thread. */
final class GapDecoder implements RowDecoder<GapRow> {
    private static final Set<String> ENDED = Set.of("healed", "empty");

    private final StringRecordReader byTime;
    private final StringRecordReader byId;
    private StringRecordReader gap;

    GapDecoder(Schema written, int maxTextBytes) {
        this.byTime = new StringRecordReader(written, maxTextBytes);
        this.byId = new StringRecordReader(GapStream.contract("/gaps_by_id.avsc"), maxTextBytes);
        this.gap = byTime;
    }

    @Override
    public Decoded<GapRow> decode(byte[] value, long consumedAt) {
        try {
            open(value);
            GapRow row = row();
            check(row);
            return new Decoded.Accepted<>(row);
        } catch (RejectedException e) {
            return new Decoded.Rejected<>(e.reason(), e.getMessage());
        }
    }

    /** A gap of numbered events has their ids behind the other fields, of which the times say enough for a table. */
    private void open(byte[] value) throws RejectedException {
        gap = byTime;
        try {
            gap.open(value);
        } catch (RejectedException e) {
            if (e.reason() != RejectReason.TRAILING_BYTES || !isNumbered(value)) {
                throw e;
            }
            gap = byId;
        }
    }

    private boolean isNumbered(byte[] value) {
        try {
            byId.open(value);
            return true;
        } catch (RejectedException e) {
            return false;
        }
    }

    private GapRow row() throws RejectedException {
        String interval = gap.text(gap.slot("interval"));
        String state = gap.text(gap.slot("state"));
        long from = gap.time(gap.slot("from_time"));
        long foundAt = gap.time(gap.slot("found_at"));
        return new GapRow(
                gap.symbol(gap.slot("symbol")),
                interval,
                from,
                state.equals(GapRow.OPEN) ? end(interval, from, foundAt) : gap.time(gap.slot("to_time")),
                gap.text(gap.slot("cause")),
                state,
                foundAt,
                gap.optionalTime(gap.slot("healed_at")),
                gap.text(gap.slot("source")));
    }

    /** An end that is left open, for the producer to set, is shown as that of the finding, one candle at least. */
    private long end(String interval, long from, long foundAt) throws RejectedException {
        return gap.optionalTime(gap.slot("to_time"))
                .orElse(Math.max(
                        foundAt,
                        Interval.ofCode(interval)
                                .map(known -> known.endOf(from))
                                .orElse(from + 1)));
    }

    private static void check(GapRow row) throws RejectedException {
        if (row.symbol().isEmpty() || row.interval().isEmpty()) {
            throw new RejectedException(RejectReason.EMPTY_KEY, "symbol or interval is empty");
        }
        if (row.toTime() <= row.fromTime()) {
            throw new RejectedException(RejectReason.BAD_GAP, "to_time is not after from_time");
        }
        boolean open = row.state().equals(GapRow.OPEN);
        if (!open && !ENDED.contains(row.state())) {
            throw RejectedException.of(RejectReason.BAD_GAP, "state", row.state(), "is not open, healed or empty");
        }
        if (open == row.healedAt().isPresent()) {
            throw RejectedException.of(
                    RejectReason.BAD_GAP, "state", row.state(), open ? "but healed_at is set" : "without healed_at");
        }
    }
}
