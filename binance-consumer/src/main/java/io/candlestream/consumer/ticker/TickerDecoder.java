package io.candlestream.consumer.ticker;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RejectedException;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.StringRecordReader;
import io.candlestream.consumer.ticker.TickerRow.Book;
import io.candlestream.consumer.ticker.TickerRow.Prices;
import io.candlestream.schema.TickerWindow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** Makes a {@link TickerRow} of a ticker's Avro bytes, or says why they are none. One instance serves one thread. */
final class TickerDecoder implements RowDecoder<TickerRow> {
    private static final long DAY = 86_400_000;

    private final StringRecordReader ticker;
    private final TickerWindow window;
    private final Map<String, Integer> slots = new HashMap<>();

    TickerDecoder(Schema written, int maxTextBytes, TickerWindow window) {
        this.ticker = new StringRecordReader(written, maxTextBytes);
        this.window = window;
    }

    @Override
    public Decoded<TickerRow> decode(byte[] value, long consumedAt) {
        try {
            ticker.open(value);
            TickerRow row = row(consumedAt);
            TickerCheck.check(row);
            return new Decoded.Accepted<>(row);
        } catch (RejectedException e) {
            return new Decoded.Rejected<>(e.reason(), e.getMessage());
        }
    }

    private TickerRow row(long consumedAt) throws RejectedException {
        String symbol = ticker.symbol(slot("symbol"));
        if (symbol.isEmpty()) {
            throw new RejectedException(RejectReason.EMPTY_KEY, "symbol is empty");
        }
        int windowSlot = slot("window_size");
        if (!ticker.text(windowSlot).equals(window.code())) {
            throw ticker.refused(windowSlot, RejectReason.OTHER_WINDOW, "is not " + window.code());
        }
        long eventTime = time("event_time");
        long collectedAt = time("collected_at");
        if (eventTime > collectedAt + DAY) {
            throw ticker.refused(
                    slot("event_time"),
                    RejectReason.FROM_THE_FUTURE,
                    "is more than a day after it was collected, " + collectedAt);
        }
        long day = eventTime - Math.floorMod(eventTime, DAY);
        return new TickerRow(
                symbol + ' ' + day,
                symbol,
                window,
                day,
                eventTime,
                prices(),
                window == TickerWindow.ROLLING_24H ? book() : Book.NONE,
                time("open_time"),
                time("close_time"),
                whole("first_trade_id"),
                whole("last_trade_id"),
                whole("trades"),
                ticker.text(slot("source")),
                collectedAt,
                consumedAt);
    }

    private Prices prices() throws RejectedException {
        return new Prices(
                amount("price_change"),
                amount("price_change_percent"),
                amount("weighted_average_price"),
                amount("open_price"),
                amount("high_price"),
                amount("low_price"),
                amount("last_price"),
                amount("volume"),
                amount("quote_volume"));
    }

    private Book book() throws RejectedException {
        return new Book(
                amount("previous_close_price"),
                amount("last_quantity"),
                order("bid_price"),
                order("bid_quantity"),
                order("ask_price"),
                order("ask_quantity"));
    }

    /** What trades do not tell is absent where it was made of them. */
    private Optional<Decimal> order(String field) throws RejectedException {
        return ticker.text(slot("source")).equals("trades")
                ? ticker.optionalWide(slot(field))
                : Optional.of(amount(field));
    }

    private Decimal amount(String field) throws RejectedException {
        return ticker.wide(slot(field));
    }

    private long time(String field) throws RejectedException {
        return ticker.time(slot(field));
    }

    private long whole(String field) throws RejectedException {
        return ticker.whole(slot(field));
    }

    private int slot(String field) {
        return slots.computeIfAbsent(field, ticker::slot);
    }
}
