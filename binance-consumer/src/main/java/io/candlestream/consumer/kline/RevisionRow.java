package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfInt;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfOptionalTime;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A closed candle that another version with other values replaces. Its identity is that of the candle and the version that came.
 *
 * @param revisedAt when it was noted, shortly before its row is stored, epoch milliseconds; all else is a function of what was said
 */
public record RevisionRow(
        String assetName,
        String interval,
        long openTime,
        String symbol,
        CandleState before,
        CandleState now,
        long revisedAt)
        implements Row {
    static final List<Field<RevisionRow>> FIELDS = fields();

    private static List<Field<RevisionRow>> fields() {
        List<Field<RevisionRow>> fields = new ArrayList<>();
        fields.add(new OfText<>("asset_name", RevisionRow::assetName));
        fields.add(new OfText<>("interval", RevisionRow::interval));
        fields.add(new OfTime<>("timestamp", RevisionRow::openTime));
        fields.add(new OfLong<>("new_version", RevisionRow::version));
        fields.add(new OfText<>("symbol", RevisionRow::symbol));
        fields.add(new OfLong<>("old_version", row -> row.before().version()));
        side("old_", RevisionRow::before, fields);
        side("new_", RevisionRow::now, fields);
        fields.add(new OfTime<>("revised_at", RevisionRow::revisedAt));
        return List.copyOf(fields);
    }

    private static void side(String prefix, Function<RevisionRow, CandleState> side, List<Field<RevisionRow>> into) {
        for (int i = 0; i < CandleState.NUMBERS.size(); i++) {
            int at = i;
            into.add(new OfOptionalDouble<>(
                    prefix + CandleState.NUMBERS.get(i),
                    row -> side.apply(row).values().get(at),
                    row -> side.apply(row).exact().get(at)));
        }
        into.add(new OfInt<>(prefix + "trades", row -> side.apply(row).trades()));
        into.add(new OfTime<>(prefix + "close_time", row -> side.apply(row).closeTime()));
        into.add(new OfText<>(prefix + "source", row -> side.apply(row).source()));
        into.add(new OfOptionalTime<>(
                prefix + "event_time", row -> side.apply(row).eventTime()));
        into.add(new OfOptionalTime<>(
                prefix + "collected_at", row -> side.apply(row).collectedAt()));
    }

    @Override
    public String partition() {
        return assetName;
    }

    @Override
    public long clustering() {
        return openTime;
    }

    @Override
    public long version() {
        return now.version();
    }
}
