package io.candlestream.consumer.gap;

import io.candlestream.consumer.row.Column;
import java.util.List;

/** The columns of the gaps' table: the one place that says which value stands where. */
final class GapColumns {
    static final List<Column<GapRow>> ALL = List.of(
            Column.ofText("symbol", GapRow::symbol),
            Column.ofText("interval", GapRow::interval),
            Column.ofTime("from_time", GapRow::fromTime),
            Column.ofTime("to_time", GapRow::toTime),
            Column.ofText("cause", GapRow::cause),
            Column.ofText("state", GapRow::state),
            Column.ofTime("found_at", GapRow::foundAt),
            Column.ofOptionalTime("healed_at", GapRow::healedAt),
            Column.ofText("source", GapRow::source));

    /** Partition key, then clustering key. */
    static final List<String> PRIMARY_KEY = List.of("symbol", "interval", "from_time");

    private GapColumns() {}
}
