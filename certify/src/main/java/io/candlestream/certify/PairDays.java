package io.candlestream.certify;

import io.candlestream.certify.hash.HourHashes;
import io.candlestream.schema.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes the rows of one pair, and makes of each day its hash, its counts and what is missing in it. */
final class PairDays implements RowTaker {
    static final long DAY = 86_400_000;
    private static final long HOUR = 3_600_000;
    /** The ids of candles without trades. */
    private static final long NO_TRADE = -1;

    private static final int MOST_KEPT = 1000;

    private final CertifiedPair pair;
    private final Optional<Interval> grid;
    private final SortedMap<LocalDate, PairDay> days = new TreeMap<>();
    private final HourHashes hashes = new HourHashes();
    private final List<PairDay.Stretch> missing = new ArrayList<>();

    private long day = Long.MIN_VALUE;
    private long rows;
    private long first;
    private long last;
    private long firstId;
    private long lastId;
    private long missingCount;
    /** Of candles the next slot of the grid. */
    private long next;

    private PairDay.Ids ids = PairDay.Ids.UNKNOWN;
    private long nextTrade = CandleRow.ABSENT;
    private long nextOpen;

    PairDays(CertifiedPair pair) {
        this.pair = pair;
        this.grid = Interval.ofCode(pair.interval());
    }

    @Override
    public void candle(CandleRow row) {
        begin(row.openTime());
        grid.ifPresent(interval -> slot(interval, row.openTime()));
        ids(row);
        count(row.openTime(), 0);
        row.writeTo(hashes.row((int) (Math.floorMod(row.openTime(), DAY) / HOUR)));
    }

    @Override
    public void event(EventRow row) {
        begin(row.time());
        if (rows > 0 && row.id() > lastId + 1) {
            missing(new PairDay.Stretch(last, row.time() + 1, lastId + 1, row.id() - 1), row.id() - 1 - lastId);
        } else if (rows > 0 && row.id() <= lastId) { // they begin again
            missing(new PairDay.Stretch(last, row.time() + 1, lastId + 1, lastId + 1), 1);
        }
        count(row.time(), row.id());
        row.writeTo(hashes.row((int) (Math.floorMod(row.time(), DAY) / HOUR)), pair.stream());
    }

    private void begin(long time) {
        long of = Math.floorDiv(time, DAY);
        if (of == day) {
            return;
        }
        end();
        day = of;
        rows = 0;
        missingCount = 0;
        missing.clear();
        ids = PairDay.Ids.UNKNOWN;
        nextTrade = CandleRow.ABSENT;
        next = grid.map(interval -> firstSlot(interval, of * DAY)).orElse(0L);
    }

    private static long firstSlot(Interval interval, long midnight) {
        return interval.opensAt(midnight) ? midnight : interval.endOf(interval.openOf(midnight));
    }

    private void count(long time, long id) {
        if (rows++ == 0) {
            first = time;
            firstId = id;
        }
        last = time;
        lastId = id;
    }

    /** A candle that opens off the grid stands in the slot in which it opens. */
    private void slot(Interval interval, long open) {
        long slot = interval.opensAt(open) ? open : interval.openOf(open);
        lacking(interval, slot);
        next = interval.endOf(slot);
    }

    private void lacking(Interval interval, long until) {
        if (interval != Interval.DAY_3 && next < until) { // nobody says where three days begin
            missing(new PairDay.Stretch(next, until, 0, 0), interval.slots(next, until));
        }
    }

    private void missing(PairDay.Stretch stretch, long count) {
        missingCount += count;
        if (missing.size() < MOST_KEPT) {
            missing.add(stretch);
        }
    }

    private void ids(CandleRow row) {
        boolean known = row.firstTradeId() != CandleRow.ABSENT
                && row.lastTradeId() != CandleRow.ABSENT
                && (row.firstTradeId() != NO_TRADE || row.trades() == 0);
        if (!known || row.openTime() != nextOpen) {
            nextTrade = CandleRow.ABSENT;
        }
        nextOpen = grid.map(interval -> interval.endOf(row.openTime())).orElse(0L);
        if (known && row.firstTradeId() != NO_TRADE) {
            boolean agreed = row.lastTradeId() - row.firstTradeId() + 1 == row.trades()
                    && (nextTrade == CandleRow.ABSENT || nextTrade == row.firstTradeId());
            ids = agreed && ids != PairDay.Ids.BROKEN ? PairDay.Ids.AGREED : PairDay.Ids.BROKEN;
            nextTrade = row.lastTradeId() + 1;
        }
    }

    private void end() {
        if (day == Long.MIN_VALUE) {
            return;
        }
        grid.ifPresent(interval -> lacking(interval, (day + 1) * DAY));
        LocalDate date = LocalDate.ofEpochDay(day);
        String sha256 = HexFormat.of().formatHex(hashes.day(pair.key(), date));
        days.put(
                date,
                new PairDay(
                        sha256,
                        hashes.shortened(),
                        rows,
                        first,
                        last,
                        firstId,
                        lastId,
                        List.copyOf(missing),
                        missingCount,
                        ids));
        hashes.reset();
    }

    /** The days that have rows. */
    SortedMap<LocalDate, PairDay> finish() {
        end();
        day = Long.MIN_VALUE;
        return days;
    }
}
