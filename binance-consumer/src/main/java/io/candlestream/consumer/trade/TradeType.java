package io.candlestream.consumer.trade;

import java.util.List;

/** What tells trades from aggregate trades, which say of which trades they are made. */
enum TradeType {
    TRADES("trades", "trade_id", "trade", List.of("quote_quantity")),
    AGG_TRADES("agg_trades", "agg_trade_id", "aggTrade", List.of("first_trade_id", "last_trade_id"));

    private final String definition;
    private final String idField;
    private final String interval;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> own;

    TradeType(String definition, String idField, String interval, List<String> own) {
        this.definition = definition;
        this.idField = idField;
        this.interval = interval;
        this.own = own;
    }

    /** The name of the table that we define. */
    String definition() {
        return definition;
    }

    String idField() {
        return idField;
    }

    /** What stands in place of an interval in the requests to the producer. */
    String interval() {
        return interval;
    }

    /** The columns of numbers that the others have not. */
    List<String> own() {
        return own;
    }
}
