package io.candlestream.dashboard;

import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.dashboard.chart.CandleStore;
import io.candlestream.dashboard.chart.ChartPages;
import io.candlestream.dashboard.chart.LiveFeeds;
import io.candlestream.dashboard.chart.StoreUntilNow;
import io.candlestream.dashboard.chart.Watchlist;
import io.candlestream.dashboard.health.Availability;
import io.candlestream.dashboard.health.PipelineHealth;
import io.candlestream.dashboard.table.CassandraLink;
import io.candlestream.dashboard.table.CassandraStore;
import io.candlestream.dashboard.table.TableNames;
import io.candlestream.dashboard.web.WebServer;
import io.candlestream.dashboard.web.WebSettings;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.command.Arguments;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsLoader;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the live page until it is asked to end; Cassandra, producer and consumer may come and go meanwhile. */
public final class Dashboard {
    private static final Logger log = LoggerFactory.getLogger(Dashboard.class);
    private static final Duration LIST_PAUSE = Duration.ofSeconds(2);
    private static final Arguments ARGUMENTS = new Arguments(
            "dashboard",
            List.of(
                    "The live page: charts of the table and the pipeline's health, until Ctrl-C.",
                    "CANDLESTREAM_DASHBOARD_PORT is its port (default: 8090).",
                    "--demo NAME|N: of several demos this one, by its name or number in",
                    "./candlestream status."),
            Set.of());
    private static final Duration LONGEST_END = Duration.ofSeconds(8);

    private Dashboard() {}

    /** Runs the page; settings come from the environment, as {@code reference.conf} tells. */
    public static void main(String[] arguments) {
        System.exit(ARGUMENTS
                .answer(arguments)
                .orElseGet(() -> Program.run(Dashboard.class, () -> {
                    Settings settings = loader().load();
                    log.info("starting with {}", settings.describe());
                    return run(settings);
                })));
    }

    static SettingsLoader loader() {
        return new SettingsLoader(Dashboard.class, "candlestream.dashboard", Set.of());
    }

    private static int run(Settings settings) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(asked, closed), "end"));
        try (CassandraLink link = new CassandraLink(CassandraAddress.of(settings))) {
            serve(settings, link, asked);
        } finally {
            closed.countDown();
        }
        return Program.OK;
    }

    private static void serve(Settings settings, CassandraLink link, CountDownLatch asked) throws InterruptedException {
        TableNames names = TableNames.of(settings);
        CandleStore store = new StoreUntilNow(
                new CassandraStore(link, names), names.interval(), settings.duration("max-ahead"), Clock.systemUTC());
        ChartPages market = new ChartPages(store, new IntervalChoices(names.interval()));
        PipelineHealth health = new PipelineHealth(
                metrics(settings, "producer-metrics"), metrics(settings, "consumer-metrics"), () -> reach(link));
        WebSettings page = WebSettings.of(settings);
        LiveFeeds feeds = new LiveFeeds(store, market, page.limits().viewers());
        try (Watchlist watchlist = new Watchlist(store, market);
                WebServer web = new WebServer(page, market, feeds, watchlist, health)) {
            log.info("Page at {}", web.start());
            link.start();
            feeds.start(settings.duration("refresh"));
            watchlist.start(LIST_PAUSE);
            asked.await();
        }
    }

    private static Optional<URI> metrics(Settings settings, String path) {
        return settings.optional(path)
                .map(text ->
                        settings.parsed(path, Dashboard::url, "a URL such as http://127.0.0.1:9401/metrics is needed"));
    }

    private static Optional<URI> url(String text) {
        return text.matches("https?://[^\\s/]+/\\S*") ? Optional.of(URI.create(text)) : Optional.empty();
    }

    private static Availability reach(CassandraLink link) {
        Optional<CassandraLink.Absence> absence = link.absence();
        return new Availability(
                absence.map(CassandraLink.Absence::since).map(Instant::toEpochMilli),
                absence.map(CassandraLink.Absence::why));
    }

    /** SIGTERM and Ctrl-C: the process ends with exit code 0 as soon as all is closed. */
    private static void end(CountDownLatch asked, CountDownLatch closed) {
        if (closed.getCount() == 0) {
            return; // it ends by itself, with an exit code of its own
        }
        asked.countDown();
        try {
            boolean clean = closed.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
            Runtime.getRuntime().halt(clean ? Program.OK : Program.FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
