package io.candlestream.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.certify.hash.CertificateKeys;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each day is certified once it has ended, and again when what it lacked has come. */
class CertifyFollowTest {
    private static final long TEN = ListedDays.at("2026-02-10T10:00:00Z");
    private static final long HOUR = 3_600_000;

    private final TestCertify certify = new TestCertify();
    private final ListedDays store = new ListedDays().wholeDay("2026-02-09").wholeDay("2026-02-10");

    @TempDir
    private Path folder;

    @BeforeEach
    void makesAKey() {
        CertificateKeys.make(folder.resolve("key"));
    }

    private CertifyRun at(String now, String... more) {
        List<String> all = new ArrayList<>(
                List.of("--follow", "--key", folder.resolve("key").toString(), "--folder", folder.toString()));
        all.addAll(List.of(more));
        return certify.at(Clock.fixed(Instant.parse(now), ZoneOffset.UTC), all.toArray(String[]::new));
    }

    private boolean round(String now, String... more) {
        return at(now, more).round(work -> work.accept(store), CertificateKeys.read(folder.resolve("key")));
    }

    private String said() {
        return certify.said();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theDaysThatHaveEndedAreCaughtUpAndNoneIsCertifiedTwice() throws IOException {
        assertThat(round("2026-02-11T00:29:59Z")).isTrue();
        assertThat(files()).containsExactly("2026-02-09.json");

        assertThat(round("2026-02-11T00:30:00Z")).isTrue();
        assertThat(files()).containsExactly("2026-02-09.json", "2026-02-10.json");
        assertThat(said()).startsWith("certified: 2026-02-10, 1 of 1 pairs, root ");

        assertThat(round("2026-02-11T01:30:00Z")).isTrue();
        assertThat(said()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("made.jsonl"))).hasSize(2);
        assertThat(folder.resolve(".followed")).hasContent("2026-02-11T01:30:00Z\n");
    }

    @Test
    void eachOfSeveralDaysThatAreMissingIsNamed() throws IOException {
        store.wholeDay("2026-02-14");

        assertThat(round("2026-02-15T01:00:00Z")).isFalse();
        assertThat(said())
                .contains("not proved  BTCUSDT klines 1h  2026-02-12  no rows of that day")
                .contains("not proved yet: 2026-02-11, 2026-02-12, 2026-02-13");
        assertThat(files()).hasSize(6);
    }

    @Test
    void howFarItLooksBackIsBounded() throws IOException {
        assertThat(round("2026-02-11T12:00:00Z", "--back", "1")).isTrue();
        assertThat(files()).containsExactly("2026-02-10.json");
        assertThatThrownBy(() -> at("2026-02-11T12:00:00Z", "--back", "0").run(work -> {}))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Cannot look back 0 days: 1 to 366 are possible (--back)");
        assertThatThrownBy(
                        () -> at("2026-02-11T12:00:00Z", "--day", "2026-02-10").run(work -> {}))
                .hasMessageStartingWith("Cannot follow: it finds its days by itself");
    }

    /** First open, then proved empty: why stands in the first certificate, and the second one names it. */
    @Test
    void aDayThatIsNotProvedIsLookedAtAgainUntilItsGapIsClosed() throws IOException {
        store.closes.remove(TEN);
        store.gaps.add(new StoredGap(TEN, TEN + HOUR, "reconnect", "open", ""));

        assertThat(round("2026-02-11T12:00:00Z", "--back", "1")).isFalse();
        assertThat(said())
                .contains("not proved  BTCUSDT klines 1h  2026-02-10  a gap is open from 2026-02-10T10:00:00Z")
                .contains("not proved yet: 2026-02-10\n");
        Certificate first = Certificate.read(folder.resolve("2026-02-10.json"));

        assertThat(round("2026-02-11T13:00:00Z", "--back", "1")).isFalse();
        assertThat(said()).isEqualTo("not proved yet: 2026-02-10\n");
        assertThat(Files.readAllLines(folder.resolve("made.jsonl"))).hasSize(1);

        store.gaps.set(0, new StoredGap(TEN, TEN + HOUR, "reconnect", "empty", "empty"));
        assertThat(round("2026-02-11T14:00:00Z", "--back", "1")).isTrue();
        Certificate second = Certificate.read(folder.resolve("2026-02-10.json"));
        assertThat(second.previous()).contains(first.sha256());
        assertThat(second.entries("unproved")).isEmpty();
        assertThat(files()).hasSize(2);
    }

    /** However long ago the day was; what no revision explains is not looked at again. */
    @Test
    void aCertifiedDayThatWasRevisedGetsASuccessor() throws IOException {
        assertThat(round("2026-02-11T12:00:00Z")).isTrue();
        Certificate first = Certificate.read(folder.resolve("2026-02-10.json"));
        said();
        store.closes.put(TEN, 1.0);
        assertThat(round("2026-04-11T12:00:00Z")).isTrue();
        assertThat(said()).isEmpty();

        store.revisions.put(TEN, Instant.parse("2026-04-11T10:30:00Z"));
        assertThat(round("2026-04-12T12:00:00Z")).isTrue();
        assertThat(said()).as("noted before the last look").isEmpty();
        store.revisions.put(TEN, Instant.parse("2026-04-12T11:30:00Z"));
        assertThat(round("2026-04-13T00:30:00Z")).isTrue();
        assertThat(said())
                .startsWith("certified again, as successor of " + first.sha256() + ": 2026-02-10, 1 of 1 pairs");
        assertThat(Certificate.read(folder.resolve("2026-02-10.json")).previous())
                .contains(first.sha256());
        assertThat(round("2026-04-13T01:00:00Z")).isTrue();
        assertThat(said()).isEmpty();
    }

    /** A store that only knows into which days rows came names one that nothing explains: others are certified all the same. */
    @Test
    void aDayThatDiffersKeepsNoOtherFromItsCertificate() throws IOException {
        assertThat(round("2026-02-10T12:00:00Z")).isTrue();
        store.closes.put(ListedDays.at("2026-02-09T10:00:00Z"), 1.0);
        store.touched.add(LocalDate.parse("2026-02-09"));

        assertThat(round("2026-02-11T12:00:00Z")).isFalse();
        assertThat(said())
                .contains("Cannot certify 2026-02-09: ", "certified: 2026-02-10", "not proved yet: 2026-02-09");
        assertThat(files()).containsExactly("2026-02-09.json", "2026-02-10.json");

        store.touched.clear(); // the store has forgotten it
        assertThat(round("2026-02-11T13:00:00Z")).isFalse();
        assertThat(said()).contains("Cannot certify 2026-02-09: ");
        store.closes.put(ListedDays.at("2026-02-09T10:00:00Z"), 110.0);
        assertThat(round("2026-02-11T14:00:00Z")).isTrue();
        assertThat(folder.resolve(".followed")).hasContent("2026-02-11T14:00:00Z\n");
    }

    /** What was proved of a day may not change with what was not. */
    @Test
    void aPairThatWasProvedNeedsARevisionThoughAnotherWasNot() throws IOException {
        store.trades.put(1L, ListedDays.at("2026-02-09T10:00:00Z"));
        assertThat(round("2026-02-10T12:00:00Z")).isFalse();
        assertThat(said()).contains("certified: 2026-02-09, 1 of 2 pairs");
        store.closes.put(ListedDays.at("2026-02-09T10:00:00Z"), 1.0);

        assertThat(round("2026-02-10T13:00:00Z")).isFalse();
        assertThat(said()).contains("Cannot certify 2026-02-09: ").doesNotContain("certified again");
    }

    @Test
    void aFileThatIsNoCertificateKeepsNoOtherDayFromIts() throws IOException {
        Files.writeString(folder.resolve("2026-02-09.json"), "{");

        assertThat(round("2026-02-11T12:00:00Z")).isFalse();
        assertThat(said()).contains("certified: 2026-02-10", "not proved yet: 2026-02-09");
    }

    @Test
    void aStoreThatIsAwayIsSaidAndTriedAgain() {
        Consumer<Consumer<DayStore>> away = work -> {
            throw new FatalException("Cannot reach Cassandra at localhost:9042");
        };
        CertifyRun run = at("2026-02-11T12:00:00Z");

        assertThat(run.round(away, CertificateKeys.read(folder.resolve("key")))).isFalse();
        assertThat(said()).isEqualTo("Cannot reach Cassandra at localhost:9042 (tried again in an hour)\n");
        assertThat(folder.resolve(".followed")).doesNotExist();
    }
}
