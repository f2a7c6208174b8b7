package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the tools say of stored trades, on the real Cassandra and by files of the exchange's archive; an hour and a day turn among them. */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class StoredTradesIT {
    private static final String CANDLES = "traded";
    private static final String TRADES = "traded_rows";
    private static final Instant FIRST = Instant.parse("2025-01-01T23:57:00Z");
    private static final int FIRST_ID = 100;
    private static final int LAST_ID = 129;
    private static final BigDecimal QUANTITY = new BigDecimal("0.5");

    private final CqlSession session;
    private final Pipeline pipeline;
    private final Path folder;

    StoredTradesIT(Servers servers, @TempDir Path folder) throws IOException {
        this.folder = folder;
        this.session = servers.superuser().connect();
        new TableSetup(session).keyspace();
        new TableSetup(session).tables(CANDLES);
        TradeTable.make(session, TRADES);
        this.pipeline = Pipeline.between(servers, servers.superuser(), folder)
                .with("ASSET_CASSANDRA_TABLE", CANDLES)
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_TRADES_TABLE", TRADES);
        session.execute(
                "INSERT INTO assets." + CANDLES + " (asset_name, symbol, interval, timestamp, open, high, low, close,"
                        + " volume, quote_volume, trades, taker_buy_volume, taker_buy_quote_volume, first_trade_id, last_trade_id,"
                        + " is_closed) VALUES ('bitcoin', 'BTCUSDT', '1m', '2025-01-01T23:58:00Z', 106, 111, 106, 111, 3, 325.5, 6,"
                        + " 1.5, 163.5, 106, 111, true)");
        IntStream.rangeClosed(FIRST_ID, LAST_ID).forEach(id -> store(id, QUANTITY));
        Files.write(
                folder.resolve("BTCUSDT-trades-2025-01-01.csv"),
                IntStream.range(FIRST_ID, 118)
                        .mapToObj(StoredTradesIT::archived)
                        .toList());
        Files.write(
                folder.resolve("BTCUSDT-trades-2025-01-02.csv"),
                IntStream.rangeClosed(118, LAST_ID)
                        .mapToObj(StoredTradesIT::archived)
                        .toList());
    }

    @AfterEach
    void close() {
        session.close();
    }

    private static Instant time(int id) {
        return FIRST.plusSeconds(10L * (id - FIRST_ID));
    }

    private void store(int id, BigDecimal quantity) {
        session.execute(
                "INSERT INTO assets." + TRADES
                        + " (symbol, hour, trade_id, price, quantity, quote_quantity, trade_time,"
                        + " is_buyer_maker, source) VALUES ('BTCUSDT', ?, ?, ?, ?, ?, ?, ?, 'socket')",
                time(id).truncatedTo(ChronoUnit.HOURS),
                (long) id,
                BigDecimal.valueOf(id),
                quantity,
                BigDecimal.valueOf(id).multiply(quantity),
                time(id),
                id % 2 == 0);
    }

    private void forget(int id) {
        session.execute(
                "DELETE FROM assets." + TRADES + " WHERE symbol = 'BTCUSDT' AND hour = ? AND trade_id = ?",
                time(id).truncatedTo(ChronoUnit.HOURS),
                (long) id);
    }

    /** A row of the archive, whose times are in microseconds. */
    private static String archived(int id) {
        return String.join(
                ",",
                String.valueOf(id),
                id + ".00000000",
                "0.50000000",
                BigDecimal.valueOf(id).multiply(QUANTITY).setScale(8).toPlainString(),
                time(id).toEpochMilli() + "000",
                id % 2 == 0 ? "True" : "False",
                "True");
    }

    @Test
    void storedTradesAreListedExportedAndProvedByFiles() throws IOException {
        list();
        export();
        prove();
        refuse();
    }

    private void list() throws IOException {
        ToolRun list = ToolRun.tool(pipeline, "list", "--stream", "trades");
        assertThat(list.exitCode()).as("%s", list).isZero();
        assertThat(list.answer())
                .containsPattern("BTCUSDT +2025-01-01T23:57Z +2025-01-02T00:01Z +129 +30 +0\n")
                .contains("(1 pair, 30 trades in assets." + TRADES + ")");

        forget(110);
        forget(120);
        JsonNode pair = new ObjectMapper()
                .readTree(ToolRun.tool(pipeline, "list", "bitcoin", "--stream", "trades", "--json")
                        .answer())
                .get(0);
        assertThat(pair.get("rows").asInt()).isEqualTo(28);
        assertThat(pair.get("missing").asInt()).isEqualTo(2);
        store(110, QUANTITY);
        store(120, QUANTITY);

        assertThat(ToolRun.tool(pipeline, "list", "--stream", "trades", "--quick")
                        .answer())
                .containsPattern("BTCUSDT +2025-01-01T23:57Z +2025-01-02T00:01Z +129\n");
    }

    private void export() {
        ToolRun export = ToolRun.tool(
                pipeline,
                "export",
                "--stream",
                "trades",
                "bitcoin",
                "--from",
                "2025-01-01T23:59:50Z",
                "--to",
                "2025-01-02T00:00:20Z");

        assertThat(export.exitCode()).as("%s", export).isZero();
        assertThat(export.answer().lines())
                .containsExactly(
                        "symbol,trade_id,price,quantity,quote_quantity,trade_time,is_buyer_maker,event_time,source",
                        "BTCUSDT,117,117,0.5,58.5,2025-01-01T23:59:50Z,false,,socket",
                        "BTCUSDT,118,118,0.5,59.0,2025-01-02T00:00:00Z,true,,socket",
                        "BTCUSDT,119,119,0.5,59.5,2025-01-02T00:00:10Z,false,,socket");
        assertThat(export.log()).contains("exported 3 trades, ", " to standard output");
    }

    private void prove() {
        assertThat(verify(0))
                .contains("equal: stored 30  missing 0  extra 0  differing 0  candles 1  differing candles 0");

        forget(118);
        forget(LAST_ID);
        assertThat(verify(1)).contains("missing  BTCUSDT  ids 118 to 118\n", "NOT equal: stored 28  missing 1  ");
        assertThat(verify(0, "--from", "2025-01-01T23:58:00Z", "--to", "2025-01-02"))
                .contains("equal: stored 12  missing 0  extra 0");
        assertThat(verify(1, "--from", "2025-01-02", "--to", "2025-01-03"))
                .contains(
                        "missing  BTCUSDT  ids 118 to 118\n",
                        "missing  BTCUSDT  ids 129 to 129\n",
                        "NOT equal: stored 10  missing 2  ");

        store(107, new BigDecimal("0.25"));
        assertThat(verify(1, "--to", "2025-01-02"))
                .contains(
                        "value  BTCUSDT  stored ",
                        "candle  BTCUSDT  2025-01-01T23:58:00Z  volume is 3.0, its trades make 2.75")
                .contains("differing 1  candles 1  differing candles 1");
    }

    /** What {@code verify} prints, with the files in place of REST. */
    private String verify(int exitCode, String... more) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--stream", "trades", "--data", folder.toString()));
        arguments.addAll(List.of(more));
        ToolRun run = ToolRun.tool(pipeline, arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as("%s", run).isEqualTo(exitCode);
        return run.answer();
    }

    private void refuse() throws IOException {
        refused("no trades in it (a name such as BTCUSDT-trades-", "verify", "--stream", "trades", "--data", "schemas");
        refused("There are no trades of ether in assets." + TRADES, "export", "--stream", "trades", "ether");
        refused(
                "Cannot verify ETHUSDT: the table holds no trades of it",
                "verify",
                "--stream",
                "trades",
                "--symbols",
                "ETHUSDT",
                "--data",
                folder.toString());
        Files.writeString(folder.resolve("BTCUSDT-trades-2025-01-02.csv"), archived(118) + "\n119,nonsense\n");
        refused(
                "BTCUSDT-trades-2025-01-02.csv line 2: 6 columns",
                "verify",
                "--stream",
                "trades",
                "--data",
                folder.toString());
    }

    private void refused(String why, String... arguments) {
        ToolRun run = ToolRun.tool(pipeline, arguments);

        assertThat(run.exitCode()).as("%s", run).isPositive();
        assertThat(run.log()).contains(why).hasLineCount(1);
    }
}
