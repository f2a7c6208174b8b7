package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Certificates of what {@link EveryStoreIT} has stored: the same bytes from each store, and each change is named. */
record EveryStoreCertificates(
        Pipeline pipeline, CqlSession session, String keyspace, PostgresTables postgres, LakeFolder lake, Path folder) {
    private static final List<String> SINKS = List.of("cassandra", "postgres", "lake");
    private static final String[] FEBRUARY = {"--from", "2026-02-01", "--to", "2026-03-01", "--symbols"};
    private static final String PAIRS = "ALGOUSDT,AVAXUSDT,FILUSDT,LINKUSDT";
    private static final int DAYS = 28;
    private static final String DAY = "2026-02-10";

    private static final List<String> VALUES = List.of(
            "open",
            "high",
            "low",
            "close",
            "volume",
            "quote_volume",
            "taker_buy_volume",
            "taker_buy_quote_volume",
            "trades");

    void prove(Path spot) throws IOException {
        Path key = folder.resolve("certificates.key");
        String trusted = made(key);

        for (String sink : SINKS) {
            List<String> whole = new ArrayList<>(List.of(FEBRUARY));
            whole.add(PAIRS);
            assertThat(certify(sink, key, whole)).contains("28 of 28 days certified");
            assertThat(certify(sink, key, List.of("--day", "2021-04-25", "--data", spot.toString())))
                    .startsWith("certified: 2021-04-25, ");
            assertThat(certify(sink, key, List.of("--day", "2024-08-09", "--stream", "trades")))
                    .contains("not proved  BTCUSDT trades  2024-08-09")
                    .contains("which has none");
        }
        List<Path> files = files("cassandra");
        assertThat(files).hasSize(DAYS + 2);
        for (Path file : files) {
            for (String sink : SINKS) {
                assertThat(of(sink).resolve(file.getFileName())).as(sink).hasSameBinaryContentAs(file);
            }
        }
        theHoleIsInTheCertificate(Files.readString(of("lake").resolve("2021-04-25.json")));
        for (String sink : SINKS) {
            String day = of("postgres").resolve(DAY + ".json").toString();
            assertThat(run(sink, List.of("--check", day, "--trust", trusted)))
                    .contains("equal: 4 pairs of " + DAY + ", 0 differences");
        }
        assertThat(postgres.number("SELECT count(*) FROM assets.certificates WHERE state = 'certified'"
                        + " AND symbol <> 'BTCUSDT'"))
                .isEqualTo(4 * DAYS);
        assertThat(session.execute("SELECT state, root FROM " + keyspace + ".certificates WHERE stream = 'klines' AND"
                                + " symbol = 'LINKUSDT' AND interval = '1m'")
                        .all())
                .hasSize(DAYS)
                .allMatch(row -> "certified".equals(row.getString("state")));
        listShowsTheDays();
        pythonSaysTheSame(trusted);
        theDataSetOfTheLakeIsCitedFromCassandra();
        changeCassandra();
        namesEachChange("cassandra", trusted);
        changePostgres();
        namesEachChange("postgres", trusted);
        pythonNamesEachChange(trusted);
        refusesAForgery(trusted);
    }

    /** Makes a key and returns the public one. */
    private String made(Path key) {
        String answer = tool("certify", "--new-key", key.toString()).answer();
        assertThat(answer).matches("made: ed25519:[0-9a-f]{64} \\(.*\\)\\R");
        return answer.substring("made: ".length(), answer.indexOf(" ("));
    }

    private void listShowsTheDays() {
        for (String sink : List.of("cassandra", "postgres")) {
            ToolRun run = tool("list", "--days", "--from", "2026-01-30", "--to", "2026-03-02", "--sink", sink);

            assertThat(run.answer())
                    .as("%s", run)
                    .contains("2026-01-30 to 2026-03-01 (UTC)")
                    .contains("  .." + "C".repeat(DAYS) + ".\n")
                    .contains("(C certified, w whole, h healed, ! hole, . no data)");
            assertThat(run.answer().lines()).allMatch(line -> line.length() <= 80);
        }
        assertThat(tool("list", "--days", "--from", "2021-04-24", "--to", "2021-04-26", "BTCUSDT", "--json")
                        .answer())
                .contains("\"2021-04-24\" : \"", "\"2021-04-25\" : \"");
    }

    private Path of(String sink) {
        return folder.resolve("certificates-" + sink);
    }

    private List<Path> files(String sink) throws IOException {
        try (Stream<Path> files = Files.list(of(sink))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private ToolRun tool(String... arguments) {
        return ToolRun.tool(pipeline, arguments);
    }

    private String certify(String sink, Path key, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("--key", key.toString(), "--folder", of(sink).toString()));
        arguments.addAll(more);
        return run(sink, arguments);
    }

    private String run(String sink, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("certify", "--sink", sink));
        all.addAll(arguments);
        ToolRun run = sink.equals("lake")
                ? ToolRun.lake(pipeline.with(lake.environment()), all.toArray(String[]::new))
                : tool(all.toArray(String[]::new));
        assertThat(run.exitCode()).as("%s", run).isNotEqualTo(2);
        return run.answer();
    }

    private static void theHoleIsInTheCertificate(String text) {
        assertThat(text)
                .contains("\"archive\" : \"agreed\"")
                .contains("\"file\" : \"BTCUSDT-1m-20210424-20210505.csv.gz\"")
                .contains("\"rows\" : 1156");
    }

    private String asset(String symbol) {
        return session
                .execute("SELECT asset_name, symbol FROM " + keyspace + ".assets PER PARTITION LIMIT 1")
                .all()
                .stream()
                .filter(row -> symbol.equals(row.getString("symbol")))
                .map(row -> row.getString("asset_name"))
                .findFirst()
                .orElseThrow();
    }

    private static Instant at(String time) {
        return Instant.parse(DAY + "T" + time + "Z");
    }

    /** One bit of a price, a row less, a row more, and the values of two rows exchanged. */
    private void changeCassandra() {
        String table = keyspace + ".assets";
        Row row = cassandra("ALGOUSDT", "10:00:00");
        session.execute(
                "UPDATE " + table + " SET close = ? WHERE asset_name = ? AND timestamp = ?",
                Double.longBitsToDouble(Double.doubleToLongBits(row.getDouble("close")) ^ 1),
                asset("ALGOUSDT"),
                at("10:00:00"));
        session.execute(
                "DELETE FROM " + table + " WHERE asset_name = ? AND timestamp = ?", asset("AVAXUSDT"), at("11:00:00"));
        putInto(table, "FILUSDT", "12:00:30", cassandra("FILUSDT", "12:00:00"));
        Row one = cassandra("LINKUSDT", "13:00:00");
        Row other = cassandra("LINKUSDT", "14:00:00");
        putInto(table, "LINKUSDT", "13:00:00", other);
        putInto(table, "LINKUSDT", "14:00:00", one);
    }

    private Row cassandra(String symbol, String time) {
        return session.execute(
                        "SELECT * FROM " + keyspace + ".assets WHERE asset_name = ? AND timestamp = ?",
                        asset(symbol),
                        at(time))
                .one();
    }

    private void putInto(String table, String symbol, String time, Row values) {
        List<Object> all = new ArrayList<>(List.of(asset(symbol), at(time), symbol, "1m", true));
        all.add(at(time).plusMillis(59_999));
        VALUES.forEach(column -> all.add(values.getObject(column)));
        session.execute(
                "INSERT INTO " + table + " (asset_name, timestamp, symbol, interval, is_closed, close_time, "
                        + String.join(", ", VALUES) + ") VALUES (" + "?, ".repeat(all.size() - 1) + "?)",
                all.toArray());
    }

    private void changePostgres() {
        String row = "symbol = '%s' AND \"timestamp\" = '" + DAY + "T%s:00Z'";
        changed("UPDATE assets.assets SET close = close + 0.00000001 WHERE " + row.formatted("ALGOUSDT", "10:00"));
        changed("DELETE FROM assets.assets WHERE " + row.formatted("AVAXUSDT", "11:00"));
        String columns =
                "asset_name, symbol, \"interval\", is_closed, close_time, version, " + String.join(", ", VALUES);
        changed("INSERT INTO assets.assets (" + columns + ", \"timestamp\") SELECT " + columns
                + ", \"timestamp\" + interval '30 seconds' FROM assets.assets WHERE "
                + row.formatted("FILUSDT", "12:00"));
        String exchanged = String.join(", ", VALUES);
        changed("UPDATE assets.assets a SET (" + exchanged + ") = (SELECT " + exchanged
                + " FROM assets.assets b WHERE b.asset_name = a.asset_name AND b.timestamp ="
                + " CASE extract(hour FROM a.timestamp AT TIME ZONE 'UTC') WHEN 13 THEN a.timestamp + interval '1 hour'"
                + " ELSE a.timestamp - interval '1 hour' END) WHERE a.symbol = 'LINKUSDT' AND a.timestamp IN ('" + DAY
                + "T13:00:00Z', '" + DAY + "T14:00:00Z')");
    }

    private void changed(String statement) {
        assertThat(postgres.number("WITH changed AS (" + statement + " RETURNING 1) SELECT count(*) FROM changed"))
                .isPositive();
    }

    private void namesEachChange(String sink, String trusted) {
        Path file = of("lake").resolve(DAY + ".json");
        ToolRun run = tool("certify", "--sink", sink, "--check", file.toString(), "--trust", trusted);

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.answer())
                .contains("ALGOUSDT klines 1m " + DAY + ": values differ, 1440 rows, as certified, in the hour 10")
                .contains("AVAXUSDT klines 1m " + DAY
                        + ": rows are missing, certified 1440, stored 1439, in the hour 11, missing from " + DAY
                        + "T11:00:00Z")
                .contains("FILUSDT klines 1m " + DAY + ": rows too many, certified 1440, stored 1441, in the hour 12")
                .contains("LINKUSDT klines 1m " + DAY
                        + ": values differ, 1440 rows, as certified, in 2 hours, the first is 13")
                .contains("NOT equal: 4 pairs of " + DAY + ", 4 differences");
    }

    /** CertifyRunTest has what else cannot be trusted. */
    private void refusesAForgery(String trusted) throws IOException {
        Path file = of("lake").resolve(DAY + ".json");
        Path forged = Files.createDirectory(folder.resolve("forged")).resolve(DAY + ".json");
        Files.writeString(forged, Files.readString(file).replaceFirst("\"rows\" : 1440", "\"rows\" : 1441"));
        refused(forged, trusted, "its signature is not that of its key");
    }

    private void refused(Path file, String trusted, String why) {
        ToolRun run = tool("certify", "--check", file.toString(), "--trust", trusted);
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.log()).contains(why);
    }

    /** Where there is a Python with what the notebooks need: as one calls it, and four more in one process. */
    private void pythonSaysTheSame(String trusted) throws IOException {
        Path python = ProjectFolder.find().root().resolve("notebooks/.venv/bin/python");
        if (!Files.isExecutable(python)) {
            return;
        }
        String file = of("postgres").resolve(DAY + ".json").toString();
        assertThat(python(python, "--trust", trusted, file)).startsWith("0 equal: ");
        String hole = of("postgres").resolve("2021-04-25.json").toString();
        String trades = of("postgres").resolve("2024-08-09.json").toString();
        String each = "import sys\nfrom candlestream import certificates\nfor call in sys.argv[1:]:\n"
                + "    sys.argv[1:] = call.split()\n    print(certificates.main(), flush=True)";
        String answer = pythonRuns(
                python,
                "-c",
                each,
                "--trust " + trusted + " --lake " + file,
                "--lake " + hole,
                trades,
                "--lake " + trades);
        assertThat(answer).startsWith("0 ");
        assertThat(answer.substring(2).lines().filter(line -> line.startsWith("equal: ")))
                .hasSize(4);
        assertThat(answer.lines().filter("0"::equals)).hasSize(4);
    }

    private void pythonNamesEachChange(String trusted) throws IOException {
        Path python = ProjectFolder.find().root().resolve("notebooks/.venv/bin/python");
        if (Files.isExecutable(python)) {
            String file = of("postgres").resolve(DAY + ".json").toString();
            assertThat(python(python, "--trust", trusted, file))
                    .startsWith("1 ")
                    .contains(
                            "ALGOUSDT klines 1m " + DAY + ": certified 1440 rows, stored 1440, hours that differ: [10]")
                    .contains(
                            "AVAXUSDT klines 1m " + DAY + ": certified 1440 rows, stored 1439, hours that differ: [11]")
                    .contains(
                            "FILUSDT klines 1m " + DAY + ": certified 1440 rows, stored 1441, hours that differ: [12]")
                    .contains("LINKUSDT klines 1m " + DAY
                            + ": certified 1440 rows, stored 1440, hours that differ: [13, 14]");
        }
    }

    /** The root over the rows of one store is that over the certificates in another one. */
    private void theDataSetOfTheLakeIsCitedFromCassandra() throws IOException {
        String file = folder.resolve("february.toml").toString();
        List<String> february = new ArrayList<>(List.of("--dataset", file));
        february.addAll(List.of(FEBRUARY));
        february.add(PAIRS);
        String said = run("lake", february);
        assertThat(said).contains("data set: 4 pairs, 112 days, 161280 rows, root ");
        Path python = ProjectFolder.find().root().resolve("notebooks/.venv/bin/python");
        if (Files.isExecutable(python)) {
            String code = "import candlestream as cs; days = '2026-02-01', '2026-03-01'; pairs = '" + PAIRS
                    + "'.split(','); print(cs.citation(pairs, *days), len(cs.load(pairs, *days, certified=True)),"
                    + " set(cs.calendar(pairs, *days).to_numpy().ravel()))";
            assertThat(pythonRuns(python, "-c", code))
                    .startsWith("0 ")
                    .contains(PAIRS.replace(",", ", ")
                            + " klines 1m, 2026-02-01 to 2026-02-28 (UTC), 161280 rows,"
                            + " 112 of 112 days certified, root " + said.replaceFirst("(?s).*, root (\\w+),.*", "$1"))
                    .endsWith(" 161280 {'certified'}\n");
        }
    }

    private String python(Path python, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("-m", "candlestream.certificates"));
        command.addAll(List.of(arguments));
        return pythonRuns(python, command.toArray(String[]::new));
    }

    private String pythonRuns(Path python, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(python.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ProjectFolder.find().root().resolve("notebooks").toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(pipeline.with(lake.environment()).environment());
        Process process = builder.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor() + " " + answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
