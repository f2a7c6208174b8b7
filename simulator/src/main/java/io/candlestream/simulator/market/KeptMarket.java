package io.candlestream.simulator.market;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What an exchange had said when it was ended, kept in a file: the newest update of each candle, and the trades where it said any.
 * Played, it tells the same of the past as the exchange did.
 */
public final class KeptMarket implements Market {
    /** Symbol and open time before the candle's values, event time and whether it is closed behind them. */
    private static final int FIELDS = 2 + CandleLine.VALUES + 2;

    /** Symbol and id before time, event time, price, quantity and side. */
    private static final int TRADE_FIELDS = 7;

    private final Interval interval;
    private final Map<String, List<Update>> updates = new LinkedHashMap<>();
    private final Map<String, List<MarketTrade>> trades = new LinkedHashMap<>();

    private KeptMarket(Interval interval) {
        this.interval = interval;
    }

    /**
     * Writes what {@code truth} knows of {@code symbols} to {@code file}: the interval, then a line for each symbol, candle and trade.
     */
    public static void save(Truth truth, TradeTruth trades, List<String> symbols, Interval interval, Path file) {
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            out.write(interval.code() + "\n");
            for (String symbol : symbols) {
                out.write(symbol + "\n");
                for (Iterator<Update> all = truth.candles(symbol).iterator(); all.hasNext(); ) {
                    out.write(line(all.next()) + "\n");
                }
                for (MarketTrade trade : trades.said(symbol)) {
                    out.write(line(trade) + "\n");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the exchange in " + file + ": " + e.getMessage(), e);
        }
    }

    /** The market in {@code file}. */
    public static KeptMarket of(Path file) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            Interval interval = Interval.ofCode(String.valueOf(in.readLine()))
                    .orElseThrow(() -> new IOException("its first line is no interval"));
            KeptMarket market = new KeptMarket(interval);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                market.take(line.split(CandleLine.SEPARATOR, -1));
            }
            market.updates.values().forEach(all -> all.sort(Comparator.comparingLong(Update::eventTime)));
            return market;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the kept exchange in " + file + ": " + e.getMessage(), e);
        }
    }

    private void take(String[] fields) {
        List<Update> ofSymbol = updates.computeIfAbsent(fields[0], symbol -> new ArrayList<>());
        if (fields.length == FIELDS) {
            ofSymbol.add(update(fields, interval));
        } else if (fields.length == TRADE_FIELDS) {
            trades.computeIfAbsent(fields[0], symbol -> new ArrayList<>()).add(trade(fields));
        }
    }

    private static String line(MarketTrade trade) {
        return String.join(
                CandleLine.SEPARATOR,
                trade.symbol(),
                String.valueOf(trade.id()),
                String.valueOf(trade.time()),
                String.valueOf(trade.eventTime()),
                String.valueOf(trade.priceUnits()),
                String.valueOf(trade.quantity().unscaledValue()),
                String.valueOf(trade.takerBuys()));
    }

    private static MarketTrade trade(String[] fields) {
        return MarketTrade.of(
                fields[0],
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                new BigDecimal(new BigInteger(fields[5]), DecimalText.DECIMALS),
                Boolean.parseBoolean(fields[6]));
    }

    private static String line(Update update) {
        Candle candle = update.candle();
        return String.join(
                CandleLine.SEPARATOR,
                candle.symbol(),
                String.valueOf(candle.openTime()),
                CandleLine.of(candle),
                String.valueOf(update.eventTime()),
                String.valueOf(update.closed()));
    }

    private static Update update(String[] fields, Interval interval) {
        Candle candle = CandleLine.parse(fields[0], interval, Long.parseLong(fields[1]), fields, 2);
        return new Update(candle, Long.parseLong(fields[FIELDS - 2]), Boolean.parseBoolean(fields[FIELDS - 1]));
    }

    @Override
    public List<String> symbols() {
        return List.copyOf(updates.keySet());
    }

    @Override
    public Interval interval() {
        return interval;
    }

    /** The streams that the exchange said something on. */
    public List<String> streams() {
        return trades.isEmpty() ? List.of("klines") : List.of("klines", "trades");
    }

    @Override
    public Iterator<MarketTrade> tradesOf(String symbol) {
        return trades.getOrDefault(symbol, List.of()).iterator();
    }

    @Override
    public Iterator<Update> updatesOf(String symbol) {
        return updates.get(symbol).iterator();
    }
}
