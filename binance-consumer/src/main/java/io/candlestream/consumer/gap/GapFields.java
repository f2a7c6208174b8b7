package io.candlestream.consumer.gap;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfOptionalTime;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import java.util.List;

/** The fields of a gap: the one place that says which value stands in which column. */
final class GapFields {
    static final List<Field<GapRow>> ALL = List.of(
            new OfText<>("symbol", GapRow::symbol),
            new OfText<>("interval", GapRow::interval),
            new OfTime<>("from_time", GapRow::fromTime),
            new OfTime<>("to_time", GapRow::toTime),
            new OfText<>("cause", GapRow::cause),
            new OfText<>("state", GapRow::state),
            new OfTime<>("found_at", GapRow::foundAt),
            new OfOptionalTime<>("healed_at", GapRow::healedAt),
            new OfText<>("source", GapRow::source));

    static final List<String> PARTITION_KEY = List.of("symbol", "interval");
    static final String CLUSTERING_KEY = "from_time";

    /** What a person sees first. */
    static final List<String> SHOWN = List.of("symbol", "interval", "from_time", "to_time", "cause", "state");

    private GapFields() {}
}
