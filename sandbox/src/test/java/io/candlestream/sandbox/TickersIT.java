package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.schema.TickerWindow;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.SeededMarket;
import io.candlestream.simulator.ticker.MarketTicker;
import io.candlestream.simulator.ticker.TickerChannel;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tickers that nobody heard, made of the trades that are stored, in Cassandra and in PostgreSQL. */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class TickersIT {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final long HOUR = 3_600_000;
    private static final List<String> STREAMS = List.of("trades", "klines", "ticker_1h", "ticker");
    private static final List<String> SYMBOLS = List.of("XRPUSDT", "SELDOMTRADEDUSDT");
    private static final String KEYSPACE = "refilled";
    private static final Path POSTGRES =
            Path.of("target", "postgres", "TickersIT").toAbsolutePath();
    private static final String PASSWORD = "only-for-the-tests-of-tickers";

    @Test
    void whatTheProducerMissedIsMadeOfTheTradesAndIsWhatTheExchangeSaid(Servers servers, @TempDir Path folder)
            throws IOException {
        Folders.delete(POSTGRES);
        Market market = new SeededMarket(20_261_128, SYMBOLS, Interval.MINUTE_1, TestPipeline.START);
        try (PostgresServer server = PostgresServer.start(POSTGRES);
                CqlSession session = servers.superuser().connect();
                Exchange exchange = new Exchange(
                        market, Pace.times(300), Exchange.Options.defaults().streams(STREAMS))) {
            TestKeyspace.make(session, KEYSPACE, List.of("assets", "gaps", "trades", "ticker", "ticker_1h"));
            PostgresSetup setup = new PostgresSetup(server.superuser());
            setup.all(PASSWORD);
            PostgresTables tables = new PostgresTables(setup.owner());
            exchange.start();
            Pipeline settings = settings(servers, folder, setup.owner().as(PostgresSetup.WRITER, PASSWORD))
                    .with(exchange);
            try (PipelineRun run = new PipelineRun(settings, line -> {})) {
                missAStretch(exchange, run);
                await(run, () -> assertThat(storedTrades(session)).containsAll(said(exchange)));
                Set<String> heard = rows(session, "socket");
                ToolRun before = verify(settings, "cassandra");
                ToolRun refill = ToolRun.tool(settings, "refill", "--streams", "ticker_1h", "--sink", "postgres");

                assertThat(before.exitCode()).as("%s", before).isEqualTo(1);
                assertThat(before.answer())
                        .contains("NOT equal: tickers of 1h", "hole  XRPUSDT  ", "differing 0  holes 2");
                assertThat(refill.exitCode()).as("%s", refill).isZero();
                assertThat(refill.answer()).contains("XRPUSDT  made ", "  holes 1  left 0", "refilled: ticker_1h");
                Set<String> wanted = told(exchange);
                await(run, () -> assertThat(rows(session, "")).containsAll(wanted));
                assertThat(rows(session, "")).hasSameSizeAs(wanted);
                assertThat(rows(session, "socket")).isEqualTo(heard);
                assertThat(rows(session, "trades")).hasSizeGreaterThan(100);
                await(run, () -> assertThat(tables.number("SELECT count(*) FROM assets.ticker_1h"))
                        .isEqualTo(wanted.size()));
                for (String sink : List.of("cassandra", "postgres")) {
                    ToolRun after = verify(settings, sink);
                    assertThat(after.exitCode()).as("%s", after).isZero();
                    assertThat(after.answer()).contains("equal: tickers of 1h", "differing 0  holes 0");
                }
                aSecondRefillHasNothingToDo(settings);
                ofADayTheTradesAreNotAllThere(settings);
            }
        }
    }

    private static Pipeline settings(Servers servers, Path folder, PostgresLogin writer) {
        Pipeline pipeline = Pipeline.between(servers, servers.superuser(), folder)
                .streaming(STREAMS, List.of("cassandra", "postgres"))
                .with(writer.environment())
                .with("ASSET_CASSANDRA_KEYSPACE", KEYSPACE)
                .with("ASSET_PRICES_TOPIC", "data.refilled_candles")
                .with("CANDLESTREAM_PRODUCER_CONNECT_GAP", "100ms")
                .with("CANDLESTREAM_PRODUCER_BACKOFF_CAP", "200ms");
        for (String stream : List.of("trades", "ticker", "ticker_1h")) {
            String variable = "_" + stream.toUpperCase(Locale.ROOT) + "_TOPIC";
            pipeline = pipeline.with("CANDLESTREAM_PRODUCER" + variable, "data.refilled_" + stream)
                    .with("CANDLESTREAM_CONSUMER" + variable, "data.refilled_" + stream);
        }
        return pipeline;
    }

    /** More than an hour has to be stored, so that the windows behind it are whole. */
    private static void missAStretch(Exchange exchange, PipelineRun run) {
        Awaitility.await().atMost(LONGEST).until(exchange::hasListener);
        exchange.open();
        awaitTime(exchange, TestPipeline.START + HOUR * 5 / 4);
        run.producer().kill();
        awaitTime(exchange, exchange.now() + HOUR / 4);
        run.restartProducer();
        long heard = exchange.now();
        Awaitility.await().atMost(LONGEST).until(exchange::hasListener);
        awaitTime(exchange, Math.max(heard, exchange.now()) + HOUR / 4);
        exchange.stop();
    }

    private static void awaitTime(Exchange exchange, long time) {
        Awaitility.await().atMost(LONGEST).until(() -> exchange.now() >= time);
    }

    private static void aSecondRefillHasNothingToDo(Pipeline settings) {
        assertThat(ToolRun.tool(settings, "refill", "--streams", "ticker_1h").answer())
                .contains("refilled: ticker_1h  made 0  holes 0  left 0");
    }

    /** The market is younger than a day, so no trade before the window says that it has all of them. */
    private static void ofADayTheTradesAreNotAllThere(Pipeline settings) {
        ToolRun refill = ToolRun.tool(settings, "refill", "--streams", "ticker", "--symbols", "xrpusdt");
        assertThat(refill.exitCode()).as("%s", refill).isEqualTo(1);
        assertThat(refill.answer())
                .contains("left  XRPUSDT  ", " is not stored (./candlestream backfill", "NOT refilled: ticker  made 0");
    }

    private static ToolRun verify(Pipeline settings, String sink) {
        return ToolRun.tool(settings, "verify", "--stream", "ticker_1h", "--sink", sink);
    }

    private static Set<String> said(Exchange exchange) {
        return exchange.symbols().stream()
                .flatMap(symbol -> exchange.trades().said(symbol).stream())
                .map(trade -> trade.symbol() + " " + trade.id())
                .collect(Collectors.toSet());
    }

    private static Set<String> storedTrades(CqlSession session) {
        Set<String> trades = new HashSet<>();
        session.execute("SELECT symbol, trade_id FROM " + KEYSPACE + ".trades")
                .forEach(row -> trades.add(row.getString("symbol") + " " + row.getLong("trade_id")));
        return trades;
    }

    private static void await(PipelineRun run, ThrowingRunnable holds) {
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            run.requireAlive();
            holds.run();
        });
    }

    /** Every ticker that the exchange sent, whether or not the producer received it. */
    private static Set<String> told(Exchange exchange) {
        return exchange.channels(TickerChannel.class).stream()
                .filter(channel -> channel.window() == TickerWindow.HOUR_1)
                .flatMap(channel -> exchange.symbols().stream().flatMap(symbol -> channel.said(symbol).stream()))
                .map(TickersIT::line)
                .collect(Collectors.toSet());
    }

    private static String line(MarketTicker ticker) {
        BigDecimal change = ticker.last().price().subtract(ticker.first().price());
        return String.join(
                " ",
                ticker.symbol(),
                Instant.ofEpochMilli(ticker.eventTime()).toString(),
                Instant.ofEpochMilli(ticker.openTime()).toString(),
                Instant.ofEpochMilli(ticker.closeTime()).toString(),
                String.valueOf(ticker.first().id()),
                String.valueOf(ticker.last().id()),
                String.valueOf(ticker.trades()),
                text(ticker.first().price()),
                text(ticker.last().price()),
                text(ticker.high()),
                text(ticker.low()),
                text(change),
                text(ticker.volume()),
                text(ticker.quoteVolume().setScale(8, RoundingMode.DOWN)));
    }

    /** The rows of one source, or of all, as {@link #line} has them. */
    private static Set<String> rows(CqlSession session, String source) {
        Set<String> rows = new HashSet<>();
        for (Row row : session.execute("SELECT * FROM " + KEYSPACE + ".ticker_1h")) {
            if (source.isEmpty() || source.equals(row.getString("source"))) {
                rows.add(line(row));
            }
        }
        return rows;
    }

    private static String line(Row row) {
        Map<Boolean, List<String>> columns = Map.of(
                true, List.of("event_time", "open_time", "close_time"),
                false,
                        List.of(
                                "open_price",
                                "last_price",
                                "high_price",
                                "low_price",
                                "price_change",
                                "volume",
                                "quote_volume"));
        return row.getString("symbol") + " "
                + columns.get(true).stream()
                        .map(name ->
                                Objects.requireNonNull(row.getInstant(name)).toString())
                        .collect(Collectors.joining(" "))
                + " " + row.getLong("first_trade_id") + " " + row.getLong("last_trade_id") + " "
                + row.getLong("trades")
                + " "
                + columns.get(false).stream()
                        .map(name -> text(Objects.requireNonNull(row.getBigDecimal(name))))
                        .collect(Collectors.joining(" "));
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
