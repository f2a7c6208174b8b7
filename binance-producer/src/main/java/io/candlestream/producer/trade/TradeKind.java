package io.candlestream.producer.trade;

import io.candlestream.history.Numbered;
import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastTrade;
import io.candlestream.history.RestAggTrades;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestById;
import io.candlestream.history.RestTrades;
import io.candlestream.history.archive.ArchivedById;
import io.candlestream.ingest.channel.EventEncoder;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.FastPath;
import io.candlestream.ingest.frame.EventJson;
import io.candlestream.ingest.frame.RejectedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * What tells trades from aggregate trades.
 *
 * @param <P> how the exchange tells those of the past
 * @param type of the events, which is the end of the streams' names too
 * @param one what a person calls one, such as trade
 * @param idField the field of the topic's records that has the id
 * @param strict reads an event however it is written
 * @param fast reads an event where it is written as it always is
 * @param archived those in the archive files of a folder; it throws {@link IllegalArgumentException} when that has none
 * @param event makes an event of what a source told of the past
 * @param broken why an event cannot follow another one though its id does; empty when it can
 */
record TradeKind<P extends Numbered>(
        String type,
        String one,
        String idField,
        Strict strict,
        FastPath<Trade> fast,
        Function<Schema, EventEncoder<Trade>> encoder,
        Function<RestApi, RestById<P>> rest,
        Function<Path, ArchivedById<P>> archived,
        Told<P> event,
        BiFunction<Trade, Trade, Optional<String>> broken) {
    /** Source: binance-spot-api-docs, web-socket-streams.md, "Trade Streams". */
    static final TradeKind<PastTrade> TRADES = new TradeKind<>(
            TradeReader.TYPE,
            "trade",
            "trade_id",
            TradeReader::parse,
            TradeReader::scan,
            TradeEncoder::new,
            RestTrades::new,
            ArchivedById::trades,
            Trade::ofPast,
            (before, next) -> Optional.empty());

    /** Source: binance-spot-api-docs, web-socket-streams.md, "Aggregate Trade Streams". */
    static final TradeKind<PastAggTrade> AGG_TRADES = new TradeKind<>(
            TradeReader.AGGREGATE_TYPE,
            "aggregate trade",
            "agg_trade_id",
            TradeReader::parseAggregate,
            TradeReader::scanAggregate,
            TradeEncoder::ofAggregates,
            RestAggTrades::new,
            ArchivedById::aggTrades,
            Trade::ofPast,
            Trade::broken);

    @FunctionalInterface
    interface Strict {
        Trade parse(EventJson json) throws RejectedException, IOException;
    }

    @FunctionalInterface
    interface Told<P> {
        /** @param reportedAt when {@code source} told it, epoch milliseconds */
        Trade event(P past, EventSource source, long reportedAt);
    }
}
