package io.candlestream.tools.tickers;

import io.candlestream.history.LookAhead;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.trades.StoredTrade;
import io.candlestream.tools.trades.StoredTrades;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The stored trades of one symbol between two ids that only go up, with their sums and extreme prices. A day of a busy pair has
 * millions of trades, so of those in the middle only the extremes of each block are kept, and a block is read again when the span's
 * beginning comes to it. All sums are exact, so what leaves is subtracted.
 */
final class TradeSpan {
    /** A day of eight million trades is 8000 blocks; what is read again at once is little. */
    private static final int BLOCK = 1000;

    private final StoredTrades stored;
    private final String symbol;
    private final LookAhead<StoredTrade> behind;

    /** The trades with which the span begins; the first {@code gone} have left it. */
    private Trades oldest = new Trades(List.of());

    private int gone;
    private final Deque<Block> middle = new ArrayDeque<>();
    /** The blocks that no later one exceeds, the highest first; likewise the lowest. */
    private final Deque<Block> highest = new ArrayDeque<>();

    private final Deque<Block> lowest = new ArrayDeque<>();
    private final List<StoredTrade> newest = new ArrayList<>();
    private BigDecimal newestHigh = BigDecimal.ZERO;
    private BigDecimal newestLow = BigDecimal.ZERO;

    private long count;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal quoteVolume = BigDecimal.ZERO;
    private Optional<StoredTrade> last = Optional.empty();
    /** The first id before {@link #last} from which on none is missing. */
    private long unbrokenFrom;

    private Optional<StoredTrade> previous = Optional.empty();

    /** @param hours in which the symbol has trades, epoch milliseconds */
    TradeSpan(StoredTrades stored, String symbol, NavigableSet<Long> hours) {
        this.stored = stored;
        this.symbol = symbol;
        this.behind = stored.trades(symbol, hours);
    }

    /** Moves on to the trades from {@code firstId} to {@code lastId}; whether every one of them is stored. */
    boolean moveTo(long firstId, long lastId) {
        while (next().filter(trade -> trade.id() <= lastId).isPresent()) {
            add(behind.next());
        }
        while (count > 0 && first().id() < firstId) {
            removeFirst();
        }
        return count == lastId - firstId + 1
                && unbrokenFrom <= firstId
                && first().id() == firstId
                && last().id() == lastId;
    }

    /** The first stored trade behind the span. */
    Optional<StoredTrade> next() {
        return behind.peek();
    }

    private void add(StoredTrade trade) {
        if (last.filter(before -> before.id() == trade.id() - 1).isEmpty()) {
            unbrokenFrom = trade.id();
        }
        last = Optional.of(trade);
        count++;
        volume = volume.add(trade.quantity());
        quoteVolume = quoteVolume.add(trade.price().multiply(trade.quantity()));
        newestHigh = newest.isEmpty() ? trade.price() : newestHigh.max(trade.price());
        newestLow = newest.isEmpty() ? trade.price() : newestLow.min(trade.price());
        newest.add(trade);
        if (newest.size() == BLOCK) {
            Block block = new Block(
                    newest.get(0).hour(), trade.hour(), newest.get(0).id(), trade.id(), newestHigh, newestLow);
            newest.clear();
            middle.add(block);
            while (!highest.isEmpty() && highest.getLast().high().compareTo(block.high()) <= 0) {
                highest.removeLast();
            }
            highest.add(block);
            while (!lowest.isEmpty() && lowest.getLast().low().compareTo(block.low()) >= 0) {
                lowest.removeLast();
            }
            lowest.add(block);
        }
    }

    private void removeFirst() {
        StoredTrade trade = first();
        gone++;
        count--;
        volume = volume.subtract(trade.quantity());
        quoteVolume = quoteVolume.subtract(trade.price().multiply(trade.quantity()));
        previous = Optional.of(trade);
    }

    /** The last stored trade before the span. */
    Optional<StoredTrade> previous() {
        return previous;
    }

    /** There has to be one. */
    StoredTrade first() {
        if (gone == oldest.size()) {
            gone = 0;
            if (middle.isEmpty()) {
                oldest = new Trades(newest);
                newest.clear();
            } else {
                Block block = middle.removeFirst();
                leave(highest, block);
                leave(lowest, block);
                oldest = new Trades(readAgain(block));
            }
        }
        return oldest.get(gone);
    }

    private static void leave(Deque<Block> ranked, Block block) {
        if (ranked.getFirst().equals(block)) {
            ranked.removeFirst();
        }
    }

    private List<StoredTrade> readAgain(Block block) {
        List<StoredTrade> trades = LongStream.iterate(
                        block.firstHour(), hour -> hour <= block.lastHour(), hour -> hour + Block.HOUR)
                .boxed()
                .flatMap(hour -> stored.trades(symbol, hour, block.firstId(), block.lastId()))
                .toList();
        if (trades.size() != BLOCK) {
            throw new FatalException("Cannot verify: the trades of " + symbol + " from " + block.firstId() + " to "
                    + block.lastId() + " changed while they were read (the same verify, again)");
        }
        return trades;
    }

    StoredTrade last() {
        return last.orElseThrow();
    }

    BigDecimal high() {
        return extreme(BigDecimal::max, oldest.highFrom(gone), highest.stream().map(Block::high), newestHigh);
    }

    BigDecimal low() {
        return extreme(BigDecimal::min, oldest.lowFrom(gone), lowest.stream().map(Block::low), newestLow);
    }

    private BigDecimal extreme(
            BinaryOperator<BigDecimal> further,
            Optional<BigDecimal> old,
            Stream<BigDecimal> blocks,
            BigDecimal ofNewest) {
        return Stream.of(
                        old.stream(),
                        blocks.limit(1),
                        newest.isEmpty() ? Stream.<BigDecimal>empty() : Stream.of(ofNewest))
                .flatMap(prices -> prices)
                .reduce(further)
                .orElseThrow();
    }

    BigDecimal volume() {
        return volume;
    }

    BigDecimal quoteVolume() {
        return quoteVolume;
    }

    /** What is kept of {@link #BLOCK} trades in a row. */
    private record Block(long firstHour, long lastHour, long firstId, long lastId, BigDecimal high, BigDecimal low) {
        static final long HOUR = 3_600_000;
    }

    /** Some trades in a row, and the extreme prices from each of them on. */
    private static final class Trades {
        private final List<StoredTrade> trades;
        private final List<BigDecimal> highs;
        private final List<BigDecimal> lows;

        Trades(List<StoredTrade> trades) {
            this.trades = List.copyOf(trades);
            this.highs = fromEach(BigDecimal::max);
            this.lows = fromEach(BigDecimal::min);
        }

        private List<BigDecimal> fromEach(BinaryOperator<BigDecimal> further) {
            BigDecimal[] extremes = new BigDecimal[trades.size()];
            for (int i = trades.size() - 1; i >= 0; i--) {
                BigDecimal price = trades.get(i).price();
                extremes[i] = i + 1 < extremes.length ? further.apply(price, extremes[i + 1]) : price;
            }
            return List.of(extremes);
        }

        int size() {
            return trades.size();
        }

        StoredTrade get(int index) {
            return trades.get(index);
        }

        Optional<BigDecimal> highFrom(int index) {
            return index < highs.size() ? Optional.of(highs.get(index)) : Optional.empty();
        }

        Optional<BigDecimal> lowFrom(int index) {
            return index < lows.size() ? Optional.of(lows.get(index)) : Optional.empty();
        }
    }
}
