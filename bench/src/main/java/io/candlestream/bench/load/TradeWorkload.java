package io.candlestream.bench.load;

import io.candlestream.bench.proof.RowBytes;
import io.candlestream.bench.proof.StoredTable;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.producer.trade.Trade;
import io.candlestream.producer.trade.TradeEncoder;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.DecimalText;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.market.SeededMarket;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The trades of the made-up market, from its listed pairs, of which some are busy, down to a trade in ten minutes. */
public record TradeWorkload(List<String> symbols) implements Workload<Trade> {
    private static final long SEED = 20_261_128;
    private static final Instant START = Instant.parse("2024-08-08T00:00:00Z");
    private static final long HOUR = 3_600_000;
    private static final long ON_THE_WAY = 12;

    /** Above the trade's time the consumer's write times hold 22 bits of a hash. */
    private static final int HASH_BITS = 22;

    private static final StoredTable TABLE = new StoredTable(
            List.of(
                    "symbol",
                    "hour",
                    "trade_id",
                    "price",
                    "quantity",
                    "quote_quantity",
                    "trade_time",
                    "is_buyer_maker",
                    "event_time",
                    "source"),
            "symbol, hour",
            "price",
            true,
            new StoredTable.Version("trade_time", 1L << HASH_BITS));

    public TradeWorkload {
        symbols = List.copyOf(symbols);
    }

    /** The trades of {@code count} pairs. */
    public static TradeWorkload ofPairs(int count) {
        return new TradeWorkload(Stream.concat(
                        SeededMarket.LISTED.stream(), IntStream.range(0, count).mapToObj(i -> "MADE" + i + "USDT"))
                .limit(count)
                .toList());
    }

    private Iterator<MarketTrade> trades() {
        return new SeededMarket(SEED, symbols, Interval.MINUTE_1, START.toEpochMilli()).trades();
    }

    @Override
    public BenchStream stream() {
        return BenchStream.TRADES;
    }

    @Override
    public Supplier<Trade> events() {
        Iterator<MarketTrade> trades = trades();
        DecimalText text = new DecimalText();
        return () -> {
            MarketTrade trade = trades.next();
            return new Trade(
                    trade.symbol(),
                    trade.id(),
                    text.of(trade.priceUnits()),
                    text.of(trade.quantityUnits()),
                    trade.time(),
                    !trade.takerBuys(),
                    trade.eventTime(),
                    EventSource.SOCKET);
        };
    }

    @Override
    public long collectedAt(Trade trade) {
        return trade.eventTime() + ON_THE_WAY;
    }

    @Override
    public EventEncoder<Trade> encoder(Schema schema, String exchange) {
        return new TradeEncoder(schema);
    }

    /** Each trade is whole. */
    @Override
    public long whole(long most) {
        return most;
    }

    @Override
    public StoredTable table() {
        return TABLE;
    }

    @Override
    public TableDigest expected(long events) {
        Iterator<MarketTrade> trades = trades();
        TableDigest digest = TableDigest.EMPTY;
        RowBytes row = new RowBytes();
        for (long i = 0; i < events; i++) {
            digest = digest.with(write(trades.next(), row).hash());
        }
        return digest;
    }

    /** The values in the order of the table's columns, then the write time. */
    private static RowBytes write(MarketTrade trade, RowBytes row) {
        return row.add(trade.symbol())
                .add(trade.time() / HOUR * HOUR)
                .add(trade.id())
                .add(trade.price())
                .add(trade.quantity())
                .add(trade.quoteQuantity())
                .add(trade.time())
                .add(!trade.takerBuys())
                .add(trade.eventTime())
                .add("socket")
                .add(0L);
    }
}
