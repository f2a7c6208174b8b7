package io.candlestream.sandbox.demo;

import io.candlestream.sandbox.proof.AggTradeComparison;
import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.proof.EmittedRows;
import io.candlestream.sandbox.proof.ProvedStore;
import io.candlestream.sandbox.proof.TickerComparison;
import io.candlestream.sandbox.proof.TradeComparison;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.run.StopSignal;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Wait;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.KeptMarket;
import io.candlestream.simulator.ticker.TickerChannel;
import io.candlestream.tools.verify.TableComparison;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The simulator, which knows every update that it made. */
final class SimulatedExchange implements DemoExchange {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DemoOptions options;
    private final DemoMarket market;
    private final Exchange exchange;

    SimulatedExchange(DemoOptions options) {
        this.options = options;
        this.market = DemoMarket.of(options, Instant.now());
        Pace pace = options.speed().isPresent() ? Pace.times(options.speed().getAsDouble()) : Pace.fullSpeed();
        this.exchange =
                new Exchange(market.market(), pace, Exchange.Options.defaults().streams(options.streams));
        exchange.start();
    }

    @Override
    public String description() {
        String pace = options.speed().isEmpty() ? "as fast as possible" : pace(speed());
        String origin = options.data().map(folder -> "played from " + folder).orElse("made up, seed " + options.seed);
        return market.symbols().size() + " symbols, candles of " + options.interval.code() + ", a market " + origin
                + ", " + pace;
    }

    @Override
    public String market() {
        String origin = options.data().isPresent() ? "recorded market, " : "made-up market, ";
        String pace = options.speed().isEmpty() ? "full speed" : times(speed()) + "×";
        return origin + pace + ", " + options.interval.code() + " candles";
    }

    @Override
    public List<String> notes() {
        return market.notes();
    }

    private static String pace(double speed) {
        return speed == 1
                ? "at the clock's pace"
                : String.format(Locale.ROOT, "%s times as fast as the clock", times(speed));
    }

    private static String times(double speed) {
        return BigDecimal.valueOf(speed).stripTrailingZeros().toPlainString();
    }

    @Override
    public String address() {
        return exchange.streamUrl() + "/stream   " + exchange.restUrl() + "/api/v3";
    }

    /** A market that runs faster than the clock overtakes it some time. */
    private static final String MARKET_AHEAD = "3650 days";

    @Override
    public Pipeline attach(Pipeline pipeline) {
        return pipeline.with(exchange)
                .with("CANDLESTREAM_DASHBOARD_MAX_AHEAD", MARKET_AHEAD)
                // Every page, that of the tools too, says that the market is not the real one.
                .with(DemoPlace.MARKET_NOTE, market());
    }

    @Override
    public void open(PipelineRun run, StopSignal stop) {
        while (!stop.requested() && !exchange.hasListener()) {
            run.requireAlive();
            stop.await(LOOK_AGAIN);
        }
        exchange.open();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(exchange.now());
    }

    @Override
    public double speed() {
        return options.speed().orElse(Double.POSITIVE_INFINITY);
    }

    @Override
    public boolean finished() {
        return exchange.finished().isDone();
    }

    @Override
    public void stop() {
        exchange.stop();
        exchange.finished().join();
    }

    @Override
    public Verdict verdict(CandleTable table) {
        return said().verdict(table);
    }

    @Override
    public List<TableComparison.Outcome> verified(CandleTable table) {
        List<TableComparison.Outcome> verified = new ArrayList<>();
        ProvedStore store = ProvedStore.cassandra(table.session());
        verified.add(table.stored().comparedWith(exchange, options.interval).run(said().closed()));
        if (options.streams.contains("trades")) {
            verified.add(settled(new TradeComparison(store, exchange)::run));
            exchange.channels(TickerChannel.class)
                    .forEach(tickers -> verified.add(settled(new TickerComparison(store, exchange, tickers)::run)));
        }
        exchange.aggTrades()
                .ifPresent(truth -> verified.add(settled(new AggTradeComparison(store, exchange, truth)::run)));
        return verified;
    }

    private static TableComparison.Outcome settled(Supplier<TableComparison.Outcome> proof) {
        return Wait.settled(PATIENCE, TableComparison.Outcome::equal, proof);
    }

    @Override
    public List<String> beside(CandleTable table) {
        return said().beside(table);
    }

    private EmittedRows said() {
        return new EmittedRows(exchange.truth());
    }

    @Override
    public void keep(Path folder) {
        KeptMarket.save(
                exchange.truth(),
                exchange.trades(),
                exchange.symbols(),
                options.interval,
                folder.resolve(DemoPlace.EXCHANGE));
    }

    @Override
    public void close() {
        exchange.close();
    }
}
