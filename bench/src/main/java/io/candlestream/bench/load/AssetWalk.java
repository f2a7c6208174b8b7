package io.candlestream.bench.load;

import static io.candlestream.simulator.market.DecimalText.ONE;

import io.candlestream.history.Candle;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.producer.kline.Kline;
import io.candlestream.simulator.market.DecimalText;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The candles of one asset as a random walk that knows of no other asset: update after update, candle after candle, without
 * end. Prices and volumes are counted in hundred-millionths.
 */
public final class AssetWalk {
    private static final long MINUTE = 60_000;
    private static final int TRADES = 4;
    private static final double STEP = 0.0004;

    private final SplittableRandom random;
    private final DecimalText text = new DecimalText();
    private final String symbol;
    private final int updates;
    private final long tick;
    private final double averageVolume;

    private long openTime;
    private int update;
    private long lastTradeId;
    private long firstTradeId;
    private long price;
    private long open;
    private long high;
    private long low;
    private long volume;
    private long quoteVolume;
    private long takerBuyVolume;
    private long takerBuyQuoteVolume;

    AssetWalk(KlineWorkload workload, int asset) {
        this.random = new SplittableRandom(workload.seed() * 1_000_003 + asset);
        this.symbol = String.format(Locale.ROOT, "L%05dUSDT", asset);
        this.updates = workload.updates();
        double start = Math.pow(10, -3 + 7 * random.nextDouble()); // from 0.001 to 10,000, as pairs are priced
        this.tick = Math.max(1, (long) Math.pow(10, Math.floor(Math.log10(start * ONE)) - 4));
        this.price = Math.round(start * ONE / tick) * tick;
        this.averageVolume = 1000 / start;
        this.openTime = workload.from().toEpochMilli();
        this.lastTradeId = random.nextLong(1_000_000_000);
    }

    /** Names the asset on the exchange. */
    public String symbol() {
        return symbol;
    }

    /** The next update: the candle's last one closes it. */
    public Kline next() {
        if (update == 0) {
            begin();
        }
        for (int i = 0; i < TRADES; i++) {
            trade();
        }
        update++;
        boolean closed = update == updates;
        Kline kline = kline(eventTime(closed), closed);
        if (closed) {
            update = 0;
            openTime += MINUTE;
        }
        return kline;
    }

    private void begin() {
        open = price;
        high = price;
        low = price;
        volume = 0;
        quoteVolume = 0;
        takerBuyVolume = 0;
        takerBuyQuoteVolume = 0;
        firstTradeId = lastTradeId + 1;
    }

    private void trade() {
        long change = Math.round((random.nextDouble() - 0.5) * STEP * price / tick) * tick;
        price = Math.max(tick, price + change);
        high = Math.max(high, price);
        low = Math.min(low, price);
        long amount = (long) (random.nextDouble() * averageVolume * ONE) + 1;
        long worth = (long) ((double) amount * price / ONE);
        volume += amount;
        quoteVolume += worth;
        if (random.nextBoolean()) {
            takerBuyVolume += amount;
            takerBuyQuoteVolume += worth;
        }
        lastTradeId += 1 + random.nextInt(8);
    }

    /** Evenly over the candle, the closing one a little after its end. */
    private long eventTime(boolean closed) {
        long event = openTime + MINUTE * update / updates;
        return closed ? event + random.nextInt(40) : event - random.nextInt(900) - 1;
    }

    private Kline kline(long eventTime, boolean closed) {
        Candle candle = new Candle(
                symbol,
                KlineWorkload.INTERVAL,
                openTime,
                openTime + MINUTE - 1,
                text.of(open),
                text.of(high),
                text.of(low),
                text.of(price),
                text.of(volume),
                text.of(quoteVolume),
                text.of(takerBuyVolume),
                text.of(takerBuyQuoteVolume),
                lastTradeId - firstTradeId + 1,
                firstTradeId,
                lastTradeId,
                eventTime);
        return new Kline(candle, closed, EventSource.SOCKET);
    }
}
