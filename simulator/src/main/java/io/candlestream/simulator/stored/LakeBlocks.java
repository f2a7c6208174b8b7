package io.candlestream.simulator.stored;

import io.candlestream.history.LookAhead;
import io.candlestream.simulator.stored.LakeAnswers.Answer;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Rows of a lake block by block, each as long a time as holds the wanted number of rows. The first ones are small, so that it begins at once.
 * The next one is asked for while the last quarter of one is taken, so two are in memory at most.
 *
 * @param <T> what a row is
 */
final class LakeBlocks<T> extends LookAhead<T> {
    private static final int FIRST = 4_000;
    private static final int GROWTH = 5;
    private static final int LARGEST = 100_000;

    private final LakeAnswers lake;
    private final Range range;
    private final Function<String[], T> row;
    private Iterator<String> rows = Collections.emptyIterator();
    private Optional<CompletableFuture<Answer>> next = Optional.empty();
    private long from;
    private int left;
    private int quarter;
    private int most = FIRST;

    /**
     * Asks for the first block.
     *
     * @param row what the cells of a line are
     */
    LakeBlocks(LakeAnswers lake, Range range, Function<String[], T> row) {
        this.lake = lake;
        this.range = range;
        this.row = row;
        this.from = range.from();
        if (from <= range.to()) {
            this.next = Optional.of(asked());
        }
    }

    /**
     * Which rows.
     *
     * @param interval of candles; empty for others
     * @param from epoch milliseconds
     * @param to the last one, epoch milliseconds
     * @param first the smallest id, where one is given
     */
    record Range(String stream, String interval, List<String> symbols, long from, long to, OptionalLong first) {
        /** The end of the year 9999, which nothing that is stored reaches. */
        private static final long LATEST = 253_402_300_800_000L;

        Range {
            from = Math.max(0, from);
            to = Math.min(to, LATEST - 1);
        }
    }

    @Override
    protected Optional<T> find() {
        while (!rows.hasNext()) {
            if (next.isEmpty() && from > range.to()) {
                return Optional.empty();
            }
            take(next.orElseGet(this::asked));
        }
        T found = row.apply(rows.next().split("\t", -1));
        left--;
        if (left < quarter && next.isEmpty() && from <= range.to()) {
            next = Optional.of(asked());
        }
        return Optional.of(found);
    }

    private CompletableFuture<Answer> asked() {
        CompletableFuture<Answer> answer = lake.ask(
                "rows",
                range.stream(),
                range.interval(),
                String.join(",", range.symbols()),
                String.valueOf(from),
                String.valueOf(range.to() + 1),
                range.first().isPresent() ? String.valueOf(range.first().getAsLong()) : "",
                String.valueOf(most));
        most = Math.min(LARGEST, most * GROWTH);
        return answer;
    }

    private void take(CompletableFuture<Answer> coming) {
        Answer answer = LakeStore.joined(coming);
        next = Optional.empty();
        from = Long.parseLong(answer.reached());
        left = answer.lines().size();
        quarter = (left + 3) / 4;
        rows = answer.lines().iterator();
    }
}
