package io.candlestream.tools.verify;

import io.candlestream.history.LookAhead;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Stored rows, oldest first, each handed out once. */
record OldestFirst(LookAhead<StoredRow> rows) {
    static OldestFirst of(Iterable<StoredRow> rows) {
        return new OldestFirst(LookAhead.of(rows.iterator()));
    }

    /** Hands over those that are of a time before {@code time}. */
    void before(Instant time, Consumer<StoredRow> taker) {
        while (rows.peek()
                .filter(row -> AssetTable.openTime(row).isBefore(time))
                .isPresent()) {
            taker.accept(rows.next());
        }
    }

    /** The next one, if it is of {@code time}. */
    Optional<StoredRow> at(Instant time) {
        return rows.peek().filter(row -> AssetTable.openTime(row).equals(time)).map(row -> rows.next());
    }
}
