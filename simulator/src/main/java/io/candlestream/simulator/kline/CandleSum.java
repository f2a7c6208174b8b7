package io.candlestream.simulator.kline;

import io.candlestream.history.Candle;
import io.candlestream.history.LookAhead;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.MarketTrade;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A candle made of shorter ones: of all that there are within its time, so that a hole among them is no hole in it. Exact; one
 * thread's.
 */
final class CandleSum {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Interval interval;
    private final long openTime;
    private Candle first;
    private Candle last;
    private BigDecimal high;
    private BigDecimal low;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal quoteVolume = BigDecimal.ZERO;
    private BigDecimal takerBuyVolume = BigDecimal.ZERO;
    private BigDecimal takerBuyQuoteVolume = BigDecimal.ZERO;
    private long trades;
    /** Whether the ids of all its trades are known: archive files have none. */
    private boolean numbered = true;

    private long firstTradeId = Candle.NO_TRADE;
    private long lastTradeId = Candle.NO_TRADE;

    /** One that begins with {@code first}. */
    CandleSum(Interval interval, Candle first) {
        this.interval = interval;
        this.openTime = interval.openOf(first.openTime());
        this.first = first;
        this.last = first;
        this.high = new BigDecimal(first.high());
        this.low = new BigDecimal(first.low());
        add(first);
    }

    private CandleSum(CandleSum other) {
        this.interval = other.interval;
        this.openTime = other.openTime;
        this.first = other.first;
        this.last = other.last;
        this.high = other.high;
        this.low = other.low;
        this.volume = other.volume;
        this.quoteVolume = other.quoteVolume;
        this.takerBuyVolume = other.takerBuyVolume;
        this.takerBuyQuoteVolume = other.takerBuyQuoteVolume;
        this.trades = other.trades;
        this.numbered = other.numbered;
        this.firstTradeId = other.firstTradeId;
        this.lastTradeId = other.lastTradeId;
    }

    /** Whether candles of {@code shorter} make whole ones of {@code longer}. */
    static boolean nests(Interval shorter, Interval longer) {
        boolean ofWholeDays = longer.compareTo(Interval.DAY_3) > 0;
        return (ofWholeDays ? DAY : longer.longest().toMillis())
                        % shorter.longest().toMillis()
                == 0;
    }

    /** The candles of {@code interval} that {@code shorter} ones make, oldest first; read as they are asked for. */
    static Stream<Candle> all(Interval interval, Iterator<Candle> shorter) {
        LookAhead<Candle> rest = LookAhead.of(shorter);
        Iterator<Candle> made = new LookAhead<>() {
            @Override
            protected Optional<Candle> find() {
                if (!rest.hasNext()) {
                    return Optional.empty();
                }
                CandleSum sum = new CandleSum(interval, rest.next());
                while (rest.peek().filter(sum::holds).isPresent()) {
                    sum.add(rest.next());
                }
                return Optional.of(sum.candle());
            }
        };
        Iterable<Candle> all = () -> made;
        return StreamSupport.stream(all.spliterator(), false);
    }

    /** That of all {@code candles}, the first of which says its time; empty where there are none. */
    static Optional<CandleSum> of(Interval interval, Iterator<Candle> candles) {
        if (!candles.hasNext()) {
            return Optional.empty();
        }
        CandleSum sum = new CandleSum(interval, candles.next());
        candles.forEachRemaining(sum::add);
        return Optional.of(sum);
    }

    /** Whether {@code candle} is within its time. */
    boolean holds(Candle candle) {
        return candle.openTime() >= openTime && candle.openTime() < interval.endOf(openTime);
    }

    /** Takes the next one in. One without trades has but the price before it, and tells nothing where others have some. */
    void add(Candle candle) {
        boolean firstTrades = trades == 0 && candle.trades() > 0;
        if (firstTrades) {
            first = candle;
            high = new BigDecimal(candle.high());
            low = new BigDecimal(candle.low());
        } else if (trades > 0 && candle.trades() == 0) {
            return;
        }
        last = candle;
        high = high.max(new BigDecimal(candle.high()));
        low = low.min(new BigDecimal(candle.low()));
        volume = volume.add(new BigDecimal(candle.volume()));
        quoteVolume = quoteVolume.add(new BigDecimal(candle.quoteVolume()));
        takerBuyVolume = takerBuyVolume.add(new BigDecimal(candle.takerBuyVolume()));
        takerBuyQuoteVolume = takerBuyQuoteVolume.add(new BigDecimal(candle.takerBuyQuoteVolume()));
        trades += candle.trades();
        numbered &= candle.trades() == 0 || candle.firstTradeId() != Candle.NO_TRADE;
        if (candle.trades() > 0) {
            firstTradeId = firstTradeId == Candle.NO_TRADE ? candle.firstTradeId() : firstTradeId;
            lastTradeId = candle.lastTradeId();
        }
    }

    /** What it is with {@code candle}, which it does not take in. */
    Candle with(Candle candle) {
        CandleSum copy = new CandleSum(this);
        copy.add(candle);
        return copy.candle();
    }

    Candle candle() {
        long end = interval.endOf(openTime) - 1;
        return new Candle(
                first.symbol(),
                interval,
                openTime,
                end,
                MarketTrade.text(new BigDecimal(first.open())),
                MarketTrade.text(high),
                MarketTrade.text(low),
                MarketTrade.text(new BigDecimal(last.close())),
                MarketTrade.text(volume),
                MarketTrade.text(quoteVolume),
                MarketTrade.text(takerBuyVolume),
                MarketTrade.text(takerBuyQuoteVolume),
                trades,
                numbered ? firstTradeId : Candle.NO_TRADE,
                numbered ? lastTradeId : Candle.NO_TRADE,
                end);
    }
}
