package io.candlestream.sandbox;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Hours of a made-up market with a gap of each kind, and what happens to it while a test looks at its chart. */
final class ChartedMarket implements AutoCloseable {
    /** How many candles the open gap lacks. */
    static final int MISSING = 2;

    private static final int CANDLES = 900;
    private static final double CENTRE = 61_800;
    /** How many candles are missing that no gap tells of. */
    static final int LOST_CANDLES = 200;

    private static final TimeRange LOST = new TimeRange(120, 120 + LOST_CANDLES);
    private static final TimeRange HEALED = new TimeRange(CANDLES - 90, CANDLES - 82);
    private static final TimeRange EMPTY = new TimeRange(CANDLES - 60, CANDLES - 55);
    private static final TimeRange OPEN = new TimeRange(CANDLES - 30, CANDLES - 30 + MISSING);

    /** The minutes from {@code from} until before {@code to}. */
    private record TimeRange(int from, int to) {
        boolean holds(int minute) {
            return from <= minute && minute < to;
        }
    }

    private final SplittableRandom random = new SplittableRandom(8);
    private final CandleTopic topic;
    private final Pipeline pipeline;
    private double price = CENTRE;
    private int next = 10; // of the minutes before, the topic has its own
    private long trades = 4_000_000_000L;

    ChartedMarket(Servers servers, Path folder) {
        topic = new CandleTopic(servers, "page", folder);
        pipeline = topic.pipeline().watchable();
        List<AvroCandle> candles = new ArrayList<>();
        while (next < CANDLES) {
            boolean missing = LOST.holds(next) || EMPTY.holds(next) || OPEN.holds(next);
            AvroCandle candle = candle(next++);
            if (!missing) {
                candles.add(candle);
            }
        }
        topic.append(candles);
        note(HEALED, "healed");
        note(EMPTY, "empty");
        note(OPEN, "open");
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** Publishes the candle of the next minute; its closing price as the page writes it. */
    String publish() {
        topic.append(List.of(candle(next++)));
        return written();
    }

    /** Publishes the next minute's candle as it is after so many seconds, still open; its price as the page writes it. */
    String publishOpen(int second) {
        String minute = CandleTopic.at(next);
        String seen = Instant.parse(minute).plusSeconds(second).toString();
        topic.append(List.of(candle(next).with("is_closed", "false").with("event_time", seen)));
        return written();
    }

    /** Brings what the open gap lacks. */
    void heal() {
        List<AvroCandle> candles = new ArrayList<>();
        for (int minute = OPEN.from(); minute < OPEN.to(); minute++) {
            candles.add(candle(minute));
        }
        topic.append(candles);
        note(OPEN, "healed");
    }

    /** Stores the next trade, in the minute of the newest candle or so many before, as the consumer would. */
    void trade(int minutesAgo, String price, String quantity, boolean takerBuys) {
        Instant time = Instant.parse(CandleTopic.at(next - 1 - minutesAgo)).plusMillis(Math.floorMod(++trades, 60_000));
        BigDecimal paid = new BigDecimal(price);
        BigDecimal amount = new BigDecimal(quantity);
        topic.session()
                .execute(SimpleStatement.newInstance(
                        "INSERT INTO assets.trades (symbol, hour, trade_id, price, quantity, quote_quantity, trade_time,"
                                + " is_buyer_maker) VALUES ('BTCUSDT', ?, ?, ?, ?, ?, ?, ?)",
                        time.truncatedTo(ChronoUnit.HOURS),
                        trades,
                        paid,
                        amount,
                        paid.multiply(amount),
                        time,
                        !takerBuys));
    }

    void forgetTrades() {
        topic.session().execute("TRUNCATE assets.trades");
    }

    private AvroCandle candle(int minute) {
        double open = price;
        double reach = random.nextExponential() * 6;
        price += random.nextGaussian() * 14 + (CENTRE - price) * 0.03;
        double volume = 8 + reach * 3;
        double bought = volume * Math.min(1, Math.max(0, 0.5 + (price - open) / 60));
        return AvroCandle.at(CandleTopic.at(minute))
                .with("open", text(open))
                .with("high", text(Math.max(open, price) + reach))
                .with("low", text(Math.min(open, price) - reach))
                .with("close", text(price))
                .with("volume", text(volume))
                .with("taker_buy_volume", text(Math.min(bought, volume)));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private String written() {
        return String.format(Locale.ROOT, "%,.2f", price);
    }

    private void note(TimeRange gap, String state) {
        topic.session()
                .execute(SimpleStatement.newInstance(
                        "INSERT INTO assets.gaps (symbol, interval, from_time, to_time, state)"
                                + " VALUES ('BTCUSDT', '1m', ?, ?, ?)",
                        Instant.parse(CandleTopic.at(gap.from())),
                        Instant.parse(CandleTopic.at(gap.to())),
                        state));
    }

    @Override
    public void close() {
        topic.close();
    }
}
