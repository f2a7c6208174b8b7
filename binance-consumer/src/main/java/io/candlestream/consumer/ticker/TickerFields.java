package io.candlestream.consumer.ticker;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDecimal;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.ticker.TickerRow.Book;
import io.candlestream.consumer.ticker.TickerRow.Prices;
import io.candlestream.schema.TickerWindow;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The fields of a ticker: the one place that says which value stands in which column. */
final class TickerFields {
    static final List<String> PARTITION_KEY = List.of("symbol", "window_size", "day");
    static final String CLUSTERING_KEY = "event_time";

    /** What a person sees first. */
    static final List<String> SHOWN =
            List.of("symbol", "window_size", "event_time", "last_price", "price_change_percent", "volume");

    private static final List<Field<TickerRow>> COMMON = List.of(
            new OfText<>("symbol", TickerRow::symbol),
            new OfText<>("window_size", TickerRow::windowCode),
            new OfTime<>("day", TickerRow::day),
            new OfTime<>("event_time", TickerRow::eventTime),
            price("price_change", Prices::change),
            price("price_change_percent", Prices::changePercent),
            price("weighted_average_price", Prices::weightedAverage),
            price("open_price", Prices::open),
            price("high_price", Prices::high),
            price("low_price", Prices::low),
            price("last_price", Prices::last),
            price("volume", Prices::volume),
            price("quote_volume", Prices::quoteVolume),
            new OfTime<>("open_time", TickerRow::openTime),
            new OfTime<>("close_time", TickerRow::closeTime),
            new OfLong<>("first_trade_id", TickerRow::firstTradeId),
            new OfLong<>("last_trade_id", TickerRow::lastTradeId),
            new OfLong<>("trades", TickerRow::trades),
            new OfText<>("source", TickerRow::source),
            new OfTime<>("consumed_at", TickerRow::consumedAt));

    private static final List<Field<TickerRow>> OF_24_HOURS = List.of(
            book("previous_close_price", Book::previousClose),
            book("last_quantity", Book::lastQuantity),
            order("bid_price", Book::bidPrice),
            order("bid_quantity", Book::bidQuantity),
            order("ask_price", Book::askPrice),
            order("ask_quantity", Book::askQuantity));

    private TickerFields() {}

    static List<Field<TickerRow>> of(TickerWindow window) {
        return window == TickerWindow.ROLLING_24H
                ? Stream.concat(COMMON.stream(), OF_24_HOURS.stream()).toList()
                : COMMON;
    }

    private static Field<TickerRow> price(String name, Function<Prices, Decimal> value) {
        return new OfDecimal<>(name, row -> value.apply(row.prices()));
    }

    private static Field<TickerRow> book(String name, Function<Book, Decimal> value) {
        return new OfDecimal<>(name, row -> value.apply(row.book()));
    }

    private static Field<TickerRow> order(String name, Function<Book, Optional<Decimal>> value) {
        return new OfOptionalDecimal<>(name, row -> value.apply(row.book()));
    }
}
