package io.candlestream.bench.load;

import io.candlestream.history.TimeArgument;
import io.candlestream.producer.kline.Kline;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.sandbox.run.DurationConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the options of a load and runs it. */
@Command(
        name = "load",
        description = {
            "Realistic klines at a steady rate, written as the producer writes them.",
            "Into the topic of the demo that runs, or where REDPANDA_BROKERS,",
            "ASSET_PRICES_TOPIC and the producer's other settings say.",
            ""
        })
public final class LoadCommand implements Callable<Integer> {
    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "updates a second; TARGET_RPS (default: 12000)",
            defaultValue = "${env:TARGET_RPS:-12000}")
    private int rate;

    @Option(names = "--assets", paramLabel = "N", description = "how many assets (default: 500)")
    private int assets = 500;

    @Option(
            names = "--for",
            converter = DurationConverter.class,
            paramLabel = "TIME",
            description = "how long, such as 60s or 10m (default: 60s)")
    private Duration length = Duration.ofMinutes(1);

    @Option(
            names = "--updates",
            paramLabel = "N",
            description = "updates a candle, 1 for closed candles alone (default: 30)")
    private int updates = 30;

    @Option(
            names = "--part",
            paramLabel = "K/N",
            description = "every N-th asset from the K-th: N loads side by side make the whole (default: 1/1)")
    private String part = "1/1";

    @Option(names = "--from", paramLabel = "DATE", description = "when the first candle opens (default: 2024-01-01)")
    private Instant from = TimeArgument.parse("2024-01-01");

    @Option(names = "--seed", paramLabel = "N", description = "the same seed makes the same klines (default: 1)")
    private long seed = 1;

    @Override
    public Integer call() {
        KlineWorkload workload = workload();
        if (rate < 1) {
            throw new SettingsException("Cannot send " + rate + " updates a second: at least 1 is needed (--rate)");
        }
        LoadSettings settings = LoadSettings.of(System.getenv(), workload.stream());
        settings.ensureTopic();
        try (Load<Kline> load = new Load<>(workload, settings, kline -> {})) {
            LoadReport report = new LoadReport(rate, System.out::println);
            long start = System.nanoTime();
            StopLine.undone(() ->
                            "Stopped: " + report.summary(load.delivered(), Duration.ofNanos(System.nanoTime() - start)))
                    .during(() -> {
                        load.run(new Schedule(start, rate, rate * length.toMillis() / 1000), report);
                        return Program.OK;
                    });
            System.out.println(report.summary(load.delivered(), Duration.ofNanos(System.nanoTime() - start)));
            return Program.OK;
        }
    }

    private KlineWorkload workload() {
        try {
            if (!KlineWorkload.INTERVAL.opensAt(from.toEpochMilli())) {
                throw new SettingsException(
                        "Cannot begin at " + TimeArgument.text(from) + ": no minute opens there (--from)");
            }
            return new KlineWorkload(seed, assets, LoadShare.parse(part), updates, from);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }
}
