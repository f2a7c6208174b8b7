package io.candlestream.simulator.stored;

import io.candlestream.history.Candle;
import io.candlestream.history.Numbered;
import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastById;
import io.candlestream.history.PastTrade;
import io.candlestream.runtime.program.Program;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketAggTrade;
import io.candlestream.simulator.market.MarketEvent;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.market.OpenCandles;
import io.candlestream.simulator.market.Update;
import io.candlestream.simulator.stored.StoredHistory.StoredById;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The market of stored history from any moment on. A candle is closed at the end of its last millisecond, with the values that are
 * stored. Before that it is sent where trades are stored, as they make it so far; where none are, nothing is known of it before it
 * is closed. A hole stays a hole.
 */
public final class StoredMarket implements Market {
    /** So many first rows are asked for at once. */
    private static final int READERS = 8;

    private static final int DECIMALS = 8;

    private final StoredHistory history;
    private final Queue<ReadAhead<?>> reading = new ConcurrentLinkedQueue<>();
    private volatile long start;

    /** @param start from when on it is played, epoch milliseconds */
    public StoredMarket(StoredHistory history, long start) {
        this.history = history;
        this.start = start;
    }

    @Override
    public List<String> symbols() {
        return history.symbols();
    }

    @Override
    public Interval interval() {
        return history.interval();
    }

    /** Where it is stored, for messages. */
    public String place() {
        return history.place();
    }

    @Override
    public OptionalLong begin() {
        return OptionalLong.of(start);
    }

    /** What happened until then is past when it begins, epoch milliseconds. */
    public long past() {
        return start;
    }

    @Override
    public void seek(long time) {
        start = time;
        for (ReadAhead<?> old = reading.poll(); old != null; old = reading.poll()) {
            old.close();
        }
    }

    /** The stored trades; empty where there are none. */
    public Optional<PastById<PastTrade>> pastTrades() {
        return history.trades().map(StoredById::past);
    }

    /** The stored aggregate trades; empty where there are none. */
    public Optional<PastById<PastAggTrade>> pastAggTrades() {
        return history.aggTrades().map(StoredById::past);
    }

    /** The stored candles of {@code symbol} that open between the two times, both included, oldest first. */
    public Stream<Candle> candles(String symbol, long fromOpen, long toOpen) {
        return stream(history.candles().candles(symbol, fromOpen, toOpen)).map(StoredMarket::asTold);
    }

    /** With eight decimals, as the exchange writes them. */
    private static Candle asTold(Candle candle) {
        return new Candle(
                candle.symbol(),
                candle.interval(),
                candle.openTime(),
                candle.closeTime(),
                asTold(candle.open()),
                asTold(candle.high()),
                asTold(candle.low()),
                asTold(candle.close()),
                asTold(candle.volume()),
                asTold(candle.quoteVolume()),
                asTold(candle.takerBuyVolume()),
                asTold(candle.takerBuyQuoteVolume()),
                candle.trades(),
                candle.firstTradeId(),
                candle.lastTradeId(),
                candle.reportedAt());
    }

    private static String asTold(String decimal) {
        int point = decimal.indexOf('.');
        return point > 0 && decimal.length() - point > DECIMALS
                ? decimal
                : new BigDecimal(decimal).setScale(DECIMALS).toPlainString();
    }

    @Override
    public Iterator<Update> updates() {
        long from = start;
        return ahead(() -> withOpen(closings(from), trades(interval().openOf(from), symbols()), from));
    }

    @Override
    public Iterator<Update> updatesOf(String symbol) {
        long from = start;
        return withOpen(closings(symbol, from), trades(interval().openOf(from), List.of(symbol)), from);
    }

    /** The closing messages of all symbols that come after {@code from}. */
    private Iterator<Update> closings(long from) {
        return history.timeline()
                .map(timeline -> closings(timeline.of(symbols(), interval().openOf(from)), from))
                .orElseGet(() -> merged(symbols(), symbol -> closings(symbol, from)));
    }

    private Iterator<Update> closings(String symbol, long from) {
        return closings(history.candles().candles(symbol, interval().openOf(from), Long.MAX_VALUE), from);
    }

    private static Iterator<Update> closings(Iterator<Candle> candles, long from) {
        return stream(candles)
                .map(StoredMarket::asTold)
                .map(StoredMarket::closing)
                .filter(update -> update.eventTime() > from)
                .iterator();
    }

    /** The closing message of a stored candle: at once when its time is over. */
    private static Update closing(Candle candle) {
        return new Update(candle, toldAt(candle), true);
    }

    /** When a stored candle is sent, epoch milliseconds. */
    public static long toldAt(Candle candle) {
        return candle.closeTime() + 1;
    }

    /** With the open candles that {@code trades} make. */
    private Iterator<Update> withOpen(Iterator<Update> closings, Iterator<MarketTrade> trades, long from) {
        Iterator<Update> open = stream(new OpenCandles(interval(), trades))
                .filter(update -> update.eventTime() > from)
                .iterator();
        return Market.merged(List.of("closed", "open"), kind -> kind.equals("open") ? open : closings);
    }

    static <T> Stream<T> stream(Iterator<T> elements) {
        Iterable<T> all = () -> elements;
        return StreamSupport.stream(all.spliterator(), false);
    }

    @Override
    public Iterator<MarketTrade> trades() {
        return trades(start + 1);
    }

    /** The stored trades of all symbols that were made at {@code from} or later, epoch milliseconds. */
    public Iterator<MarketTrade> trades(long from) {
        return ahead(() -> trades(from, symbols()));
    }

    @Override
    public Iterator<MarketTrade> tradesOf(String symbol) {
        return trades(start + 1, List.of(symbol));
    }

    private Iterator<MarketTrade> trades(long from, List<String> wanted) {
        return events(history.trades(), wanted, from, StoredMarket::event);
    }

    /** The stored aggregate trades of all symbols, but for those that the exchange took back. */
    public Iterator<MarketAggTrade> aggTrades() {
        long from = start + 1;
        return ahead(() -> events(history.aggTrades(), symbols(), from, StoredMarket::event));
    }

    private static <P extends Numbered, E extends MarketEvent> Iterator<E> events(
            Optional<StoredById<P>> stored, List<String> wanted, long from, Function<P, E> event) {
        List<String> symbols = wanted.stream()
                .filter(symbol ->
                        stored.filter(some -> some.symbols().contains(symbol)).isPresent())
                .toList();
        if (symbols.isEmpty()) {
            return Collections.emptyIterator();
        }
        return stored.get()
                .timeline()
                .map(timeline -> told(timeline.of(symbols, from), event))
                .orElseGet(() -> merged(
                        symbols,
                        symbol -> told(
                                stored.get().past().between(symbol, from, Long.MAX_VALUE, OptionalLong.empty()),
                                event)));
    }

    private static <P extends Numbered, E> Iterator<E> told(Iterator<P> stored, Function<P, E> event) {
        return stream(stored).filter(one -> !one.isVoid()).map(event).iterator();
    }

    private <E extends MarketEvent> Iterator<E> ahead(Supplier<Iterator<E>> events) {
        ReadAhead<E> ahead = new ReadAhead<>(events);
        reading.add(ahead);
        return ahead;
    }

    /** Those of each symbol that has any; the stores answer several first questions at once. */
    private static <E extends MarketEvent> Iterator<E> merged(
            List<String> symbols, Function<String, Iterator<E>> bySymbol) {
        ExecutorService readers = Executors.newFixedThreadPool(READERS, Program.daemons("exchange-first-rows"));
        try {
            Map<String, Iterator<E>> opened = new ConcurrentHashMap<>();
            CompletableFuture.allOf(symbols.stream()
                            .map(symbol -> CompletableFuture.runAsync(
                                    () -> {
                                        Iterator<E> events = bySymbol.apply(symbol);
                                        if (events.hasNext()) {
                                            opened.put(symbol, events);
                                        }
                                    },
                                    readers))
                            .toArray(CompletableFuture[]::new))
                    .join();
            return Market.merged(opened.keySet(), opened::get);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            readers.shutdownNow();
        }
    }

    /**
     * As the exchange tells it; of a stored one the moment of telling is that of the trade.
     *
     * @throws IllegalArgumentException when it has numbers that no trade has; the message is one line that names it
     */
    public static MarketTrade event(PastTrade trade) {
        return played("trade", trade, trade.id(), trade.price(), trade.quantity(), !trade.buyerMaker());
    }

    /** As {@link #event(PastTrade)}. */
    public static MarketAggTrade event(PastAggTrade trade) {
        MarketTrade first = played(
                "aggregate trade", trade, trade.firstTradeId(), trade.price(), trade.quantity(), !trade.buyerMaker());
        return new MarketAggTrade(trade.id(), first, trade.lastTradeId(), first.quantity(), trade.time());
    }

    private static MarketTrade played(
            String kind, Numbered stored, long id, String price, String quantity, boolean takerBuys) {
        try {
            return MarketTrade.of(stored.symbol(), id, stored.time(), stored.time(), price, quantity, takerBuys);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot play the " + kind + " " + stored.id() + " of " + stored.symbol() + " at "
                            + Instant.ofEpochMilli(stored.time()) + ": " + e.getMessage(),
                    e);
        }
    }
}
