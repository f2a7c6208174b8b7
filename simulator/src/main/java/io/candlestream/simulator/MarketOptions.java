package io.candlestream.simulator;

import io.candlestream.schema.Interval;
import io.candlestream.schema.IntervalCodes;
import io.candlestream.simulator.exchange.Exchange;
import java.util.List;
import picocli.CommandLine.Option;

/** What every command says of the market that it plays. */
public class MarketOptions {
    @Option(
            names = "--interval",
            converter = IntervalConverter.class,
            completionCandidates = IntervalCodes.class,
            paramLabel = "CODE",
            description = "length of a candle: 1s, 1m, 5m, 1h ... (default: 1m)")
    public Interval interval = Interval.MINUTE_1;

    @Option(
            names = "--streams",
            split = ",",
            paramLabel = "NAME",
            description = "which streams run, by the names of their settings (default: klines)")
    public List<String> streams = Exchange.Options.defaults().streams();

    @Option(names = "--seed", paramLabel = "N", description = "seed of the made-up market (default: 1)")
    public long seed = 1;

    protected MarketOptions() {}
}
