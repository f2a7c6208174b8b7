package io.candlestream.producer.ticker;

import io.candlestream.ingest.channel.EventSource;
import io.candlestream.producer.channel.SymbolEncoder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** Turns a ticker into the topic's Avro record: the one place in the producer that knows the record's fields. */
final class TickerEncoder extends SymbolEncoder<Ticker> {
    private static final Map<String, Field<Ticker>> FIELDS = new HashMap<>(Map.of(
            "window_size",
                    (out, ticker, symbol, now) -> out.text(ticker.window().code()),
            "event_time", (out, ticker, symbol, now) -> out.time(ticker.eventTime()),
            "open_time", (out, ticker, symbol, now) -> out.time(ticker.openTime()),
            "close_time", (out, ticker, symbol, now) -> out.time(ticker.closeTime()),
            "first_trade_id", (out, ticker, symbol, now) -> out.number(ticker.firstTradeId()),
            "last_trade_id", (out, ticker, symbol, now) -> out.number(ticker.lastTradeId()),
            "trades", (out, ticker, symbol, now) -> out.number(ticker.trades()),
            "collected_at", (out, ticker, symbol, now) -> out.time(now),
            "source", (out, ticker, symbol, now) -> out.raw(encoded(EventSource.SOCKET))));

    static {
        amount("price_change", 'p');
        amount("price_change_percent", 'P');
        amount("weighted_average_price", 'w');
        amount("previous_close_price", 'x');
        amount("last_price", 'c');
        amount("last_quantity", 'Q');
        amount("bid_price", 'b');
        amount("bid_quantity", 'B');
        amount("ask_price", 'a');
        amount("ask_quantity", 'A');
        amount("open_price", 'o');
        amount("high_price", 'h');
        amount("low_price", 'l');
        amount("volume", 'v');
        amount("quote_volume", 'q');
    }

    /** @param schema a record of strings, as {@code RecordSchema} reads it */
    TickerEncoder(Schema schema) {
        super(schema, "tickers", FIELDS);
    }

    private static void amount(String field, char key) {
        FIELDS.put(field, (out, ticker, symbol, now) -> out.text(ticker.amount(key)));
    }
}
