package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Revisions;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StoredRanges.VersionedRow;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The revisions of closed candles. A version that is older than what stands leaves none when it comes late: it never stood there.
 *
 * @param table the name of the table that holds them
 */
public record KlineRevisions(Interval interval, String table, Kept kept) implements Revisions<KlineRow, RevisionRow> {
    private static final String LIVE = "socket";
    /** What the socket closes so soon can only take the place of an open candle, milliseconds: it comes within a second or two. */
    private static final long SOON = 10_000;
    /** Candles between two that are read together, at most. */
    private static final int TOGETHER = 60;

    private static final List<String> COLUMNS = columnsRead();

    private static List<String> columnsRead() {
        List<String> columns = new ArrayList<>(List.of("timestamp", "close"));
        CandleState.NUMBERS.stream().filter(name -> !columns.contains(name)).forEach(columns::add);
        columns.addAll(List.of("trades", "is_closed", "close_time", "collected_at", "event_time", "source"));
        return List.copyOf(columns);
    }

    /** What a block of klines says of them. */
    public static KlineRevisions of(Settings block, Interval interval) {
        return new KlineRevisions(interval, block.text("revisions-table"), Kept.of(block));
    }

    /** The interval is part of the key. */
    @Override
    public boolean sharesTable(Revisions<?, ?> other) {
        return other instanceof KlineRevisions klines && !klines.interval.equals(interval);
    }

    @Override
    public RowLayout<RevisionRow> layout() {
        return new RowLayout<>(
                "revisions",
                table,
                RevisionRow.FIELDS,
                List.of("asset_name", "interval", "timestamp"),
                "new_version",
                List.of("asset_name", "timestamp", "old_close", "new_close", "old_source", "new_source", "revised_at"));
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public boolean counts(KlineRow row) {
        return row.closed();
    }

    /** Not what the socket says when the candle has just ended, which is nearly all that ever comes. */
    @Override
    public boolean mayReplace(KlineRow row) {
        boolean live = row.source().equals(LIVE) || row.source().isEmpty();
        return !live || row.eventTime().orElse(row.closeTime()) - row.closeTime() > SOON;
    }

    @Override
    public long to(long openTime) {
        return interval.shifted(openTime, TOGETHER);
    }

    @Override
    public Standing<KlineRow, RevisionRow> standing(Optional<VersionedRow> stored) {
        return new OfCandle(stored.filter(row -> row.flag("is_closed")).map(CandleState::of));
    }

    private static final class OfCandle implements Standing<KlineRow, RevisionRow> {
        private Optional<CandleState> there;

        OfCandle(Optional<CandleState> there) {
            this.there = there;
        }

        @Override
        public Optional<RevisionRow> next(KlineRow row) {
            CandleState now = CandleState.of(row);
            if (there.isPresent() && now.version() <= there.get().version()) {
                return Optional.empty();
            }
            Optional<RevisionRow> change = there.filter(before -> !before.saysTheSame(now))
                    .map(before -> new RevisionRow(
                            row.assetName(),
                            row.interval(),
                            row.openTime(),
                            row.symbol(),
                            before,
                            now,
                            System.currentTimeMillis()));
            there = Optional.of(now);
            return change;
        }
    }
}
