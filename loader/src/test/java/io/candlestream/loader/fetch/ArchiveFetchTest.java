package io.candlestream.loader.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.loader.archive.FileChecksum;
import io.candlestream.loader.fetch.ArchiveFetch.Result;
import io.candlestream.loader.fetch.ArchiveServer.Spoilt;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchiveFetchTest {
    private static final YearMonth APRIL = YearMonth.of(2021, 4);
    private static final YearMonth MAY = YearMonth.of(2021, 5);
    private static final String BITCOIN = "monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2021-05";
    private static final String ETHER = "monthly/klines/ETHUSDT/1m/ETHUSDT-1m-2021-05";

    @TempDir
    private Path folder;

    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private ArchiveServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ArchiveServer();
        server.publish(BITCOIN, "bitcoin\n".repeat(20_000));
        server.publish(ETHER, "ether\n".repeat(20_000));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void bringsEachFileOnceAndNoticesOneThatWasUploadedAgain() throws IOException {
        Result first = fetch(List.of("BTCUSDT", "ETHUSDT"), APRIL, MAY);
        assertThat(first.fetched()).isEqualTo(2);
        assertThat(first.missing()).isEqualTo(2);
        assertThat(notes)
                .containsExactlyInAnyOrder("missing: BTCUSDT-1m-2021-04.zip", "missing: ETHUSDT-1m-2021-04.zip");
        assertWhole("BTCUSDT-1m-2021-05.zip", "ETHUSDT-1m-2021-05.zip");

        assertThat(fetch(List.of("BTCUSDT", "ETHUSDT"), MAY, MAY)).isEqualTo(new Result(0, 0, 2, 0, 0));
        assertThat(server.downloads()).isEqualTo(2);

        server.publish(BITCOIN, "corrected\n");
        Result third = fetch(List.of("BTCUSDT", "ETHUSDT"), MAY, MAY);
        assertThat(third.again()).isEqualTo(1);
        assertThat(third.present()).isEqualTo(1);
        assertThat(notes).contains("uploaded again: BTCUSDT-1m-2021-05.zip");
        assertWhole("BTCUSDT-1m-2021-05.zip", "ETHUSDT-1m-2021-05.zip");
    }

    @Test
    void takesTheDaysOfAMonthThatIsNotThereYet() throws IOException {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        server.publish("daily/klines/BTCUSDT/1m/BTCUSDT-1m-" + yesterday, "day\n");
        YearMonth month = YearMonth.from(yesterday);
        Result result = fetch(List.of("BTCUSDT"), month, month);
        assertThat(result.fetched()).isEqualTo(1);
        assertWhole("BTCUSDT-1m-" + yesterday + ".zip");
        assertThat(notes)
                .containsExactlyElementsOf(month.atDay(1)
                        .datesUntil(yesterday)
                        .map(day -> "missing: BTCUSDT-1m-" + day + ".zip")
                        .toList());
    }

    @Test
    void takesTheSymbolsOfTheListingThatAPatternNames() throws IOException {
        server.publish("monthly/klines/ETHBTC/1m/ETHBTC-1m-2021-05", "row\n");
        server.publish("monthly/klines/LTCBTC/1m/LTCBTC-1m-2021-05", "row\n");
        assertThat(fetch(List.of("*BTC", "BTCUSDT"), MAY, MAY).fetched()).isEqualTo(3);
        assertWhole("BTCUSDT-1m-2021-05.zip", "ETHBTC-1m-2021-05.zip", "LTCBTC-1m-2021-05.zip");
        server.spoilListing(Spoilt.BUSY, Spoilt.CUT);
        assertThat(fetch(List.of("*BTC"), MAY, MAY).present()).isEqualTo(2);
        assertThatThrownBy(() -> fetch(List.of("*EUR"), MAY, MAY))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("none of the 4 symbols");
    }

    @Test
    void takesPairsWithNamesOfAnyLetters() throws IOException {
        server.publish("monthly/klines/币安人生USDT/1m/币安人生USDT-1m-2021-05", "row\n");
        assertThat(fetch(List.of("*USDT"), MAY, MAY).fetched()).isEqualTo(3);
        assertWhole("BTCUSDT-1m-2021-05.zip", "ETHUSDT-1m-2021-05.zip", "币安人生USDT-1m-2021-05.zip");
    }

    @Test
    void takesTheFilesOfTradesToo() throws IOException {
        server.publish("monthly/trades/BTCUSDT/BTCUSDT-trades-2021-05", "row\n");
        server.publish("monthly/aggTrades/BTCUSDT/BTCUSDT-aggTrades-2021-05", "row\n");
        for (ArchivedSeries.Stream stream : List.of(ArchivedSeries.Stream.TRADES, ArchivedSeries.Stream.AGG_TRADES)) {
            ArchivedSeries series = ArchivedSeries.of(stream, Interval.MINUTE_1);
            Result result = new ArchiveFetch(settings(), MarketFolder.SPOT, series, folder)
                    .run(List.of("*USDT"), OptionalInt.empty(), MAY, MAY, notes::add);
            assertThat(result.fetched()).isEqualTo(1);
        }
        assertWhole("BTCUSDT-trades-2021-05.zip", "BTCUSDT-aggTrades-2021-05.zip");
    }

    @Test
    void takesThePairsThatAreTradedMost() throws IOException {
        server.publish("monthly/klines/LTCUSDT/1m/LTCUSDT-1m-2021-05", "row\n");
        server.traded(Map.of(
                "LTCUSDT",
                "9.5",
                "ETHUSDT",
                "1000.25",
                "BTCUSDT",
                "20000",
                "BTCEUR",
                "30000",
                "OLDUSDT",
                "0.00000000"));
        ArchiveFetch fetch = archive(Interval.MINUTE_1);
        assertThat(fetch.run(List.of("*USDT"), OptionalInt.of(2), MAY, MAY, notes::add)
                        .fetched())
                .isEqualTo(2);
        assertWhole("BTCUSDT-1m-2021-05.zip", "ETHUSDT-1m-2021-05.zip");
        assertThatThrownBy(() -> fetch.run(List.of("*TRY"), OptionalInt.of(2), MAY, MAY, notes::add))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("the exchange trades none");
        server.traded(Map.of("not a symbol/", "1", "BTCUSDT", "many"));
        assertThatThrownBy(() -> fetch.run(List.of("*"), OptionalInt.of(2), MAY, MAY, notes::add))
                .hasMessageContaining("the exchange trades none");
    }

    @Test
    void listsFirstAndLastFilesOfEachPairDelistedOnesToo() throws IOException {
        for (String time : List.of("2018-02", "2018-03", "2022-05")) {
            server.publish("monthly/klines/LUNAUSDT/1d/LUNAUSDT-1d-" + time, "row\n");
        }
        for (String time : List.of("2022-05-13", "2022-06-01")) {
            server.publish("daily/klines/LUNAUSDT/1d/LUNAUSDT-1d-" + time, "row\n");
        }
        server.publish("monthly/klines/BTCUSDT/1d/BTCUSDT-1d-2017-08", "row\n");
        server.publish("monthly/klines/BTCUSDT/1d/BTCUSDT-1d-2026-10", "row\n");
        server.publish("daily/klines/BTCUSDT/1d/BTCUSDT-1d-2026-11-28", "row\n");

        List<Listing> listings = archive(Interval.DAY_1).listings(List.of("*USDT"), OptionalInt.empty());
        assertThat(listings)
                .containsExactly(
                        new Listing("BTCUSDT", "2017-08", "2026-11-28"),
                        new Listing("LUNAUSDT", "2018-02", "2022-06-01"));
        assertThat(listings).extracting(one -> one.isDelisted(listings)).containsExactly(false, true);
    }

    /** Whatever is wrong with an answer: the next one counts, and no part of the spoilt one stays. */
    @ParameterizedTest
    @EnumSource
    void asksAgainAfterASpoiltAnswer(Spoilt fault) throws IOException {
        server.spoil(BITCOIN + ".zip", fault);
        assertThat(fetch(List.of("BTCUSDT"), MAY, MAY).fetched()).isEqualTo(1);
        server.spoil(ETHER + ".zip.CHECKSUM", fault == Spoilt.OTHER_BYTES ? Spoilt.CUT : fault);
        assertThat(fetch(List.of("ETHUSDT"), MAY, MAY).fetched()).isEqualTo(1);
        assertWhole("BTCUSDT-1m-2021-05.zip", "ETHUSDT-1m-2021-05.zip");
    }

    @Test
    void givesUpOnAFileThatNeverIsWhatItsChecksumSays() throws IOException {
        server.spoil(BITCOIN + ".zip", Spoilt.OTHER_BYTES, Spoilt.OTHER_BYTES, Spoilt.OTHER_BYTES);
        assertThatThrownBy(() -> fetch(List.of("BTCUSDT"), MAY, MAY))
                .isInstanceOf(FatalException.class)
                .hasMessageMatching(
                        "Cannot fetch BTCUSDT-1m-2021-05.zip in 3 attempts: its SHA-256 is \\w+, its CHECKSUM says \\w+ .*");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName)).containsExactly(Path.of("index.csv"));
        }
    }

    /** A fetch that was killed left a file without its checksum, a part of another, and half a line in the index. */
    @Test
    void goesOnAfterAKill() throws IOException {
        fetch(List.of("BTCUSDT"), MAY, MAY);
        Files.delete(folder.resolve("BTCUSDT-1m-2021-05.zip.CHECKSUM"));
        byte[] index = "file,size,sha256,fetched_at\n币".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("index.csv"), Arrays.copyOf(index, index.length - 1));
        Files.writeString(folder.resolve(".ETHUSDT-1m-2021-05.zip.part"), "half");
        Result rest = fetch(List.of("BTCUSDT", "ETHUSDT"), MAY, MAY);
        assertThat(rest.present()).isEqualTo(1);
        assertThat(rest.fetched()).isEqualTo(1);
        assertWhole("BTCUSDT-1m-2021-05.zip", "ETHUSDT-1m-2021-05.zip");
    }

    @Test
    void aFileThatWasDamagedHereIsFetchedAgain() throws IOException {
        fetch(List.of("BTCUSDT", "ETHUSDT"), MAY, MAY);
        Path damaged = folder.resolve("BTCUSDT-1m-2021-05.zip");
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        modify(damaged, bytes);

        Result repair = fetch(List.of("BTCUSDT", "ETHUSDT"), MAY, MAY);
        assertThat(repair.again()).isEqualTo(1);
        assertThat(repair.present()).isEqualTo(1);
        assertThat(notes).containsExactly("damaged, fetched again: BTCUSDT-1m-2021-05.zip");
        assertWhole("BTCUSDT-1m-2021-05.zip", "ETHUSDT-1m-2021-05.zip");
        assertThat(fetch(List.of("BTCUSDT"), MAY, MAY).present()).isEqualTo(1);
    }

    @Test
    void aFileThatWasOnlyTouchedStays() throws IOException {
        fetch(List.of("BTCUSDT"), MAY, MAY);
        Path touched = folder.resolve("BTCUSDT-1m-2021-05.zip");
        modify(touched, Files.readAllBytes(touched));

        assertThat(fetch(List.of("BTCUSDT"), MAY, MAY)).isEqualTo(new Result(0, 0, 1, 0, 0));
        assertThat(FetchIndex.of(folder).sha256(touched)).as("read once").contains(FileChecksum.of(touched));
        assertThat(server.downloads()).isEqualTo(1);
    }

    /** As after any program that changes it, a while later. */
    private static void modify(Path file, byte[] bytes) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(before.toInstant().plusSeconds(60)));
    }

    /** Another program writes to the part that is being fetched. */
    @Test
    void whatStandsOnTheDiskIsHeldAgainstTheChecksum() throws IOException {
        server.meanwhile(BITCOIN + ".zip", () -> {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path part :
                        files.filter(file -> file.toString().endsWith(".part")).toList()) {
                    try (FileChannel theirs = FileChannel.open(part, StandardOpenOption.WRITE)) {
                        theirs.write(ByteBuffer.wrap(new byte[] {1}), 1 << 20);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(fetch(List.of("BTCUSDT"), MAY, MAY).fetched()).isEqualTo(1);
        assertWhole("BTCUSDT-1m-2021-05.zip");
    }

    @Test
    void thePartsOfAnotherFetchThatRunsStay() throws IOException {
        long other = ProcessHandle.current().parent().orElseThrow().pid();
        Path theirs = Files.writeString(folder.resolve(".BTCUSDT-1m-2021-05.zip." + other + ".part"), "half");
        Files.writeString(folder.resolve(".BTCUSDT-1m-2021-05.zip.999999999.part"), "of none");

        assertThat(fetch(List.of("BTCUSDT"), MAY, MAY).fetched()).isEqualTo(1);
        assertThat(theirs).hasContent("half");
        Files.delete(theirs);
        assertWhole("BTCUSDT-1m-2021-05.zip");
    }

    @Test
    void asksForNotMoreAtOnceThanTheSettingSays() throws IOException {
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            symbols.add("PAIR" + i);
            server.publish("monthly/klines/PAIR" + i + "/1m/PAIR" + i + "-1m-2021-05", "row\n".repeat(100_000));
        }
        assertThat(fetch(symbols, MAY, MAY).fetched()).isEqualTo(12);
        assertThat(server.mostAtOnce()).isLessThanOrEqualTo(3);
    }

    @Test
    void aFileIsNoFolderToFetchInto() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        ArchiveFetch fetch =
                new ArchiveFetch(settings(), MarketFolder.SPOT, ArchivedSeries.of(Interval.MINUTE_1), file);

        assertThatThrownBy(() -> fetch.run(List.of("BTCUSDT"), OptionalInt.empty(), MAY, MAY, line -> {}))
                .hasMessage("Cannot fetch into " + file + ": it is a file, and a folder is needed (--data)");
    }

    private Result fetch(List<String> symbols, YearMonth from, YearMonth to) {
        return new ArchiveFetch(settings(), MarketFolder.SPOT, ArchivedSeries.of(Interval.MINUTE_1), folder)
                .run(symbols, OptionalInt.empty(), from, to, notes::add);
    }

    private ArchiveFetch archive(Interval interval) {
        return new ArchiveFetch(settings(), MarketFolder.SPOT, ArchivedSeries.of(interval), folder);
    }

    private Settings settings() {
        return new SettingsLoader(ArchiveFetch.class, "candlestream.history", Set.of("asset-names"))
                .load(
                        Map.of(
                                "CANDLESTREAM_HISTORY_FETCH_URL", server.url(),
                                "CANDLESTREAM_TOOLS_REST_URL", server.url(),
                                "CANDLESTREAM_HISTORY_FETCH_LIST_URL", server.url() + "/listing",
                                "CANDLESTREAM_HISTORY_FETCH_PAUSE", "10 ms",
                                "CANDLESTREAM_HISTORY_FETCH_ATTEMPTS", "3",
                                "CANDLESTREAM_HISTORY_FETCH_PARALLEL", "3",
                                "CANDLESTREAM_HISTORY_FETCH_MOST_MIB", "1",
                                "CANDLESTREAM_HISTORY_FETCH_DEADLINE", "1 s"),
                        new Properties());
    }

    /** These files are there, each with its checksum and its line in the index, and nothing else. */
    private void assertWhole(String... names) throws IOException {
        List<String> wanted = new ArrayList<>(List.of("index.csv"));
        for (String name : names) {
            String sum = FileChecksum.of(folder.resolve(name));
            assertThat(folder.resolve(name + ".CHECKSUM")).hasContent(sum + "  " + name);
            assertThat(Files.readString(folder.resolve("index.csv")))
                    .contains(name + "," + Files.size(folder.resolve(name)) + "," + sum + ",");
            wanted.add(name);
            wanted.add(name + ".CHECKSUM");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }
}
