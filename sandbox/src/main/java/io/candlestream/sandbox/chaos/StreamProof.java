package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.proof.AggTradeComparison;
import io.candlestream.sandbox.proof.ProvedStore;
import io.candlestream.sandbox.proof.TickerComparison;
import io.candlestream.sandbox.proof.TradeComparison;
import io.candlestream.sandbox.server.Wait;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.ticker.TickerChannel;
import io.candlestream.tools.verify.TableComparison.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What {@code verify} says of one stream beside the candles, in one store.
 *
 * @param stream by the name of its settings, which is its table's too
 * @param now the outcome now; while the market goes on, the newest rows may be on their way
 */
record StreamProof(String stream, ProvedStore store, Supplier<Outcome> now) {
    /** Of each such stream that {@code exchange} plays, in {@code store}. */
    static List<StreamProof> of(Exchange exchange, ProvedStore store, List<String> streams) {
        List<StreamProof> proofs = new ArrayList<>();
        if (streams.contains("trades")) {
            proofs.add(new StreamProof("trades", store, new TradeComparison(store, exchange)::run));
        }
        exchange.aggTrades()
                .map(truth -> new AggTradeComparison(store, exchange, truth))
                .ifPresent(proof -> proofs.add(new StreamProof("agg_trades", store, proof::run)));
        for (TickerChannel tickers : exchange.channels(TickerChannel.class)) {
            // A ticker that nobody heard cannot be had again, so it is no loss.
            TickerComparison proof = new TickerComparison(store, exchange, tickers);
            proofs.add(new StreamProof(tickers.window().stream(), store, proof::proved));
        }
        return proofs;
    }

    /** The outcome once the table equals the exchange, or after {@code patience}. */
    Outcome settled(Duration patience) {
        return Wait.settled(patience, Outcome::equal, now);
    }
}
