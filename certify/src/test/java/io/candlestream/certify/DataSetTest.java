package io.candlestream.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetTest {
    private static final long TEN = ListedDays.at("2026-02-10T10:00:00Z");
    private static final String[] RANGE = {"--from", "2026-02-09", "--to", "2026-02-13"};

    private final TestCertify certify = new TestCertify();
    private ListedDays store = new ListedDays();
    private Path file;

    @TempDir
    private Path folder;

    @BeforeEach
    void describesTwoDays() {
        store = twoDays();
        file = folder.resolve("two-days.toml");
        assertThat(run("--dataset", file.toString(), RANGE[0], RANGE[1], RANGE[2], RANGE[3]))
                .isZero();
    }

    /** And the one between them is missing. */
    private static ListedDays twoDays() {
        return new ListedDays().wholeDay("2026-02-10").wholeDay("2026-02-12");
    }

    private int run(String... arguments) {
        return certify.run(store, arguments);
    }

    private String said() {
        return certify.said();
    }

    private int check() {
        return run("--check", file.toString());
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void itIsReadAsItWasWritten() {
        assertThat(said())
                .contains("not proved  BTCUSDT klines 1h  2026-02-11  no rows of that day")
                .contains("data set: 1 pairs, 2 days, 48 rows, root ");
        DataSet read = DataSet.read(file);

        assertThat(read.name()).isEqualTo("two-days");
        assertThat(read.symbols()).containsExactly("BTCUSDT");
        assertThat(read.from()).isEqualTo("2026-02-09");
        assertThat(read.days().get(ListedDays.CANDLES).keySet())
                .containsExactly(LocalDate.parse("2026-02-10"), LocalDate.parse("2026-02-12"));
        assertThat(read.text()).isEqualTo(text());
    }

    /** The leaves are the hashes that certificates have, by day; a day without rows is none. */
    @Test
    void itsRootIsThatOfTheDaysOfCertificates() {
        LocalDate from = LocalDate.parse("2026-02-10");
        var entries = new Certification(store, java.util.List.of(), from, from.plusDays(3))
                .entries(java.util.List.of(ListedDays.CANDLES));

        assertThat(DataSet.read(file).root())
                .isEqualTo(Certificate.root(java.util.List.of(
                        entries.get(from).get(0).day().sha256(),
                        entries.get(from.plusDays(2)).get(0).day().sha256())));
    }

    @Test
    void theSameRowsAreEqualAndEachChangeIsNamed() {
        assertThat(check()).isZero();
        assertThat(said())
                .isEqualTo("equal: two-days, 1 pairs, 2 days, 48 rows, root "
                        + DataSet.read(file).root() + "\n");

        store.closes.put(TEN, 1.0);
        assertThat(check()).isEqualTo(1);
        assertThat(said())
                .contains("BTCUSDT klines 1h 2026-02-10: values differ, 24 rows, as described, in the hour 10\n")
                .contains("NOT equal: two-days, 1 pairs, 2 days, 48 rows, 1 differences, root ")
                .contains(" in place of " + DataSet.read(file).root());

        store = twoDays();
        store.closes.remove(TEN);
        assertThat(check()).isEqualTo(1);
        assertThat(said())
                .contains(
                        "2026-02-10: rows are missing, described 24, stored 23, in the hour 10, missing from 2026-02-10T10:00:00Z");

        store = new ListedDays().wholeDay("2026-02-10");
        store.closes.put(TEN + 86_400_000, 1.0);
        assertThat(check()).isEqualTo(1);
        assertThat(said())
                .contains("2026-02-11: rows too many, described 0, stored 1")
                .contains("2026-02-12: rows are missing, described 24, stored 0");
        assertThat(run("--check", file.toString(), "--json")).isEqualTo(1);
        assertThat(said()).contains("\"equal\":false").contains("2026-02-12: rows are missing");
    }

    @Test
    void withoutDaysItSaysWhetherAllIsEqualAndNoMore() throws IOException {
        Files.writeString(file, text().substring(0, text().indexOf("\n# By symbol")));
        assertThat(check()).isZero();

        store.closes.put(TEN, 1.0);
        assertThat(check()).isEqualTo(1);
        assertThat(said()).contains("which days differ nobody can say: the file of the data set names none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name = \"two-days\" | name = \"../up\" | name = \"../up\": a name of letters, digits and . _ - is needed",
                "format = \"candlestream dataset 1\" | format = \"2\" | format = \"2\": \"candlestream dataset 1\" is needed",
                "[\"klines\"] | [\"books\"] | streams: a list of one or more of klines, trades and agg_trades is needed",
                "[\"klines\"] | [\"trades\"] | interval is of klines alone, which are not among its streams",
                "[\"BTCUSDT\"] | [\"../X\"] | symbols: a list of symbols such as \"BTCUSDT\" is needed",
                "interval = \"1h\" | interval = \"7h\" | interval = \"7h\": one of ",
                "market = \"spot\" | market = \"moon\" | market = \"moon\": spot, um or cm is needed",
                "from = \"2026-02-09\" | from = \"2026-02-30\" | from = \"2026-02-30\": a day such as",
                "from = \"2026-02-09\" | from = \"2026-02-13\" | from 2026-02-13 is not before to 2026-02-13",
                "from = \"2026-02-09\" | from = \"2026-02-11\" | days.klines.BTCUSDT: each line is a day of the range",
                "to = \"2026-02-13\" | to = 3 | to: a day such as",
                "root = \"| root = \"0 | root = \"0",
                "market = \"spot\" | archive = \"ftp://x\" | archive = \"ftp://x\": an address such as",
                "market = \"spot\" | sort = 1 | sort is no field of it; there are archive, days, format,",
                "market = \"spot\" | market = | it is no TOML, ",
                "\"BTCUSDT\" = | \"ETHUSDT\" = | days.klines.ETHUSDT is none of its streams and symbols",
                "[days.klines] | [days.trades] | days.trades.BTCUSDT is none of its streams and symbols",
                "2026-02-12 24 | 2026-02-11 24 | its root is not that of its days",
            })
    void whatIsNoDataSetIsRefusedInOneLine(String right, String wrong, String why) throws IOException {
        String changed = text().replace(right, wrong);
        if (wrong.startsWith("2026")) { // two days exchanged
            changed = text().replaceAll("2026-02-1[02] 24 [0-9a-f]{64}", "2026-02-10 24 " + "0".repeat(64));
        }
        Files.writeString(file, changed);

        assertThatThrownBy(() -> DataSet.read(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Cannot read the data set " + file + ": ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFileThatCannotBeOneIsNeitherReadNorWritten() {
        assertThatThrownBy(() -> run("--check", folder.resolve("none.toml").toString()))
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> run("--dataset", folder.resolve("set.json").toString(), "--day", "2026-02-10"))
                .hasMessageContaining("that ends with .toml is needed (--dataset)");
        assertThatThrownBy(() -> run("--dataset", file.toString(), "--day", "2026-01-01"))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("the store has no rows");
    }

    /** No server is needed to hold archive files against a data set, and the one that was changed is named. */
    @Test
    void archiveFilesAreAStoreOfTheirOwn() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        for (String day : new String[] {"2026-02-10", "2026-02-12"}) {
            archive(data, day, 0);
        }
        assertThat(archived(data)).isZero();
        assertThat(said()).startsWith("equal: two-days, 1 pairs, 2 days, 48 rows");

        archive(data, "2026-02-12", 7);
        assertThat(archived(data)).isEqualTo(1);
        assertThat(said())
                .contains("BTCUSDT klines 1h 2026-02-12: values differ, 24 rows, as described, in 24 hours,"
                        + " the first is 00 (BTCUSDT-1h-2026-02-12.csv)");
        assertThatThrownBy(() -> new CertifyOptions().archive())
                .hasMessageContaining("no folder is named (--data DIR)");
    }

    private int archived(Path data) {
        String[] arguments = {"--check", file.toString(), "--data", data.toString()};
        return certify.run(TestCertify.options(arguments).archive(), arguments);
    }

    private void archive(Path data, String day, double more) throws IOException {
        StringBuilder csv = new StringBuilder();
        store.closes.forEach((open, close) -> {
            if (open / 86_400_000 == LocalDate.parse(day).toEpochDay()) {
                csv.append(open + "," + (close + more + ",").repeat(5) + (open + 3_599_999) + "," + (close + more)
                        + ",2," + (close + more) + "," + (close + more) + ",0\n");
            }
        });
        Files.writeString(data.resolve("BTCUSDT-1h-" + day + ".csv"), csv);
    }
}
