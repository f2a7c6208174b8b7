package io.candlestream.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertifyRunTest {
    private static final String DAY = "2026-02-10";
    private static final long TEN = ListedDays.at(DAY + "T10:00:00Z");

    private final TestCertify certify = new TestCertify();
    private ListedDays store = new ListedDays().wholeDay(DAY);

    @TempDir
    private Path folder;

    private String key;

    @BeforeEach
    void makesAKey() {
        run("--new-key", folder.resolve("key").toString());
        key = said().substring("made: ".length(), said().indexOf(" ("));
    }

    private int run(String... arguments) {
        return certify.run(store, arguments);
    }

    private String said() {
        return certify.said();
    }

    private int certify(String... more) {
        List<String> all = new ArrayList<>(
                List.of("--key", folder.resolve("key").toString(), "--folder", folder.toString(), "--day", DAY));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private Path file() {
        return folder.resolve(DAY + ".json");
    }

    private int check(Path file, String... more) {
        List<String> all = new ArrayList<>(List.of("--check", file.toString()));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    @Test
    void madeTwiceItIsTheSame() throws IOException {
        assertThat(certify()).isZero();
        String first = Files.readString(file());

        assertThat(certify()).isZero();

        assertThat(Files.readString(file())).isEqualTo(first);
        assertThat(Files.readAllLines(folder.resolve("made.jsonl"))).hasSize(2);
        assertThat(check(file(), "--trust", key)).isZero();
        assertThat(said())
                .contains("equal: 1 pairs of 2026-02-10, 0 differences, root ")
                .contains("signed by " + key);
    }

    /** All pairs are proved only when none lacks the day, also where the days around it are missing as well. */
    @Test
    void aDayInTheMidstOfSeveralThatAreMissingIsNotProved() {
        store = new ListedDays().wholeDay("2026-02-07").wholeDay("2026-02-13");
        store.trades.put(5L, ListedDays.at("2026-02-10T10:00:00Z"));

        assertThat(certify("--stream", "klines,trades")).isEqualTo(1);
        assertThat(said()).contains("not proved  BTCUSDT klines 1h  2026-02-10  no rows of that day");

        store.trades.clear();
        String[] alone = {
            "--key",
            folder.resolve("key").toString(),
            "--folder",
            folder.resolve("alone").toString(),
            "--day",
            DAY
        };
        assertThat(run(alone)).isEqualTo(1);
        assertThat(said()).contains("not proved  BTCUSDT klines 1h  2026-02-10", "not certified: 2026-02-10, 0 of 1");
        assertThatThrownBy(() -> run("--dataset", folder.resolve("none.toml").toString(), "--day", DAY))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("the store has no rows from 2026-02-10 until 2026-02-11");
    }

    @Test
    void aCorrectedDayGetsASuccessorThatNamesItsPredecessor() throws IOException {
        certify();
        Certificate first = Certificate.read(file());
        store.closes.put(TEN, 1.0);

        assertThatThrownBy(this::certify)
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("--successor makes one");
        assertThat(certify("--successor")).isZero();

        assertThat(Certificate.read(file()).previous()).contains(first.sha256());
        assertThat(Certificate.read(folder.resolve(DAY + "." + first.sha256().substring(0, 12) + ".json")))
                .isEqualTo(first);
        assertThat(certify()).isZero();
        assertThat(check(file())).isZero();
        assertThat(check(folder.resolve(DAY + "." + first.sha256().substring(0, 12) + ".json")))
                .isEqualTo(1);
    }

    /** When a revision was noted, behind each certificate. */
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    @Test
    void whatRevisionsExplainMakesASuccessorAndNothingElseDoes() {
        certify();
        Certificate first = Certificate.read(file());
        store.closes.put(TEN, 1.0);
        assertThatThrownBy(this::certify).hasMessageContaining("--successor makes one");

        store.revisions.put(TEN + 86_400_000, Instant.EPOCH);
        assertThatThrownBy(this::certify).as("of another day").hasMessageContaining("--successor makes one");
        store.revisions.put(TEN, Instant.EPOCH);
        assertThatThrownBy(this::certify).as("noted before").hasMessageContaining("--successor makes one");
        store.revisions.put(TEN, LATER);
        store.closes.put(TEN + 3_600_000, 1.0);
        assertThatThrownBy(this::certify).as("of another hour").hasMessageContaining("--successor makes one");
        store.revisions.put(TEN + 3_600_000, LATER);
        double lost = store.closes.remove(TEN);
        assertThatThrownBy(this::certify).as("a row is lost").hasMessageContaining("--successor makes one");
        store.closes.put(TEN, lost);
        assertThat(certify()).isZero();
        assertThat(Certificate.read(file()).previous()).contains(first.sha256());
    }

    @Test
    void eachChangeIsNamed() {
        certify();
        store.closes.put(TEN, Double.longBitsToDouble(Double.doubleToLongBits(110) ^ 1));
        assertThat(check(file())).isEqualTo(1);
        assertThat(said())
                .contains("BTCUSDT klines 1h 2026-02-10: values differ, 24 rows, as certified, in the hour 10");

        store = new ListedDays().wholeDay(DAY);
        store.closes.remove(TEN);
        assertThat(check(file())).isEqualTo(1);
        assertThat(said())
                .contains(
                        "rows are missing, certified 24, stored 23, in the hour 10, missing from 2026-02-10T10:00:00Z");

        store = new ListedDays().wholeDay(DAY);
        store.closes.put(TEN + 1, 1.0);
        assertThat(check(file())).isEqualTo(1);
        assertThat(said()).contains("rows too many, certified 24, stored 25, in the hour 10");

        store = new ListedDays().wholeDay(DAY);
        double other = store.closes.put(TEN, store.closes.get(TEN + 7_200_000));
        store.closes.put(TEN + 7_200_000, other);
        assertThat(check(file())).isEqualTo(1);
        assertThat(said()).contains("values differ, 24 rows, as certified, in 2 hours, the first is 10");
    }

    @Test
    void whatCannotBeTrustedIsRefused() throws IOException {
        certify();
        String text = Files.readString(file());
        Path forged = Files.createDirectory(folder.resolve("forged")).resolve(DAY + ".json");

        Files.writeString(forged, text.replace("\"rows\" : 24", "\"rows\" : 25"));
        refused(forged, "its signature is not that of its key over what it says");
        Files.writeString(forged, text.replaceFirst("\"signature\" : \"..", "\"signature\" : \"zz"));
        refused(forged, "its signature is not that of its key over what it says");
        run("--new-key", folder.resolve("other").toString());
        String other = said().substring("made: ".length(), said().indexOf(" ("));
        refused(file(), "it is signed by another key, " + key, "--trust", other);
        refused(
                file(),
                "it is signed by another key",
                "--trust",
                folder.resolve("other.pub").toString());
        assertThat(check(file(), "--trust", folder.resolve("key.pub").toString()))
                .isZero();
        Path moved = Files.copy(file(), folder.resolve("2026-02-11.json"));
        refused(moved, "for 2026-02-11: it is the certificate of 2026-02-10");
        refused(file(), "for 2026-02-12: it is the certificate of 2026-02-10", "--day", "2026-02-12");
        Files.writeString(forged, "{\"certificate\": 1, \"certificate\": 2}");
        refused(forged, "it is no JSON: Duplicate");
        Files.writeString(forged, "{}");
        refused(forged, "it is no certificate");
        refused(folder.resolve("none.json"), "no such file");
    }

    private void refused(Path file, String why, String... more) {
        assertThatThrownBy(() -> check(file, more))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("key"), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(this::certify)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("others than its owner may read or change it (chmod 600");
        Path lost = folder.resolve("none/key");
        assertThatThrownBy(() -> run("--new-key", lost.toString()))
                .hasMessage("Cannot make a key in " + lost + ": its folder is missing");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new ArchiveDays(file))
                .hasMessage("Cannot read " + file + ": it is a file, and a folder is needed (--data)");
        assertThatThrownBy(() -> run("--day", DAY)).hasMessageContaining("certify --new-key FILE makes one");
    }

    @Test
    void aDayThatHasNotEndedIsRefused() {
        assertThatThrownBy(() -> run("--key", folder.resolve("key").toString(), "--to", "2100-01-01"))
                .hasMessageContaining("the day has not ended");
    }

    @Test
    void whatIsNotProvedIsInTheFileAndSaysWhy() throws IOException {
        store.closes.remove(TEN);

        assertThat(certify()).isEqualTo(1);
        assertThat(said()).contains("not proved  BTCUSDT klines 1h  2026-02-10  no candle from 2026-02-10T10:00:00Z");
        assertThat(Files.readString(file())).contains("no candle from 2026-02-10T10:00:00Z");
        assertThat(check(file())).isZero();
    }

    /** An archive that has no such candle either proves that there is none. */
    @Test
    void anArchiveProvesADayAndItsChecksumStandsInTheCertificate() throws IOException {
        store.closes.remove(TEN);
        Path data = Files.createDirectory(folder.resolve("data"));
        StringBuilder csv = new StringBuilder();
        store.closes.forEach((open, close) -> csv.append(open + "," + (close + ",").repeat(5) + (open + 3_599_999) + ","
                + close + ",2," + close + "," + close + ",0\n"));
        Files.writeString(data.resolve("BTCUSDT-1h-2026-02-10.csv"), csv);
        Files.writeString(data.resolve("BTCUSDT-1h-2026-02-09.csv"), csv);

        assertThat(certify("--data", data.toString())).as(said()).isZero();
        assertThat(Files.readString(file()))
                .contains("\"archive\" : \"agreed\"", "BTCUSDT-1h-2026-02-10.csv")
                .doesNotContain("BTCUSDT-1h-2026-02-09.csv");
        assertThat(check(file(), "--data", data.toString())).isZero();

        Files.writeString(
                data.resolve("BTCUSDT-1h-2026-02-10.csv"), csv.toString().replace("100.0", "100.1"));
        assertThat(check(file(), "--data", data.toString())).isEqualTo(1);
        assertThat(said()).contains("archive differs, certified agreed").contains("other names or checksums");
    }
}
