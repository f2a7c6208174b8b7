package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.candlestream.sandbox.server.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lake whose writer is killed between data file, commit and checkpoint, and anywhere else; on a disk of this machine, in S3 and in
 * Hadoop's file system; whose store fails for a while, and whose disk gets full. DuckDB reads the files. CI has two rounds of each kind on a
 * disk; {@code -Dcandlestream.kills=20} makes more, in S3 and in Hadoop's file system too, {@code -Dcandlestream.seed=N} repeats a run.
 */
@Tag("nightly")
class LakeCrashIT {
    private static final String KILLS = "candlestream.kills";
    private static final String TOO_LONG = "minutes, for -Dcandlestream.kills=N alone";
    private static final int ROUNDS = Integer.getInteger(KILLS, 2);
    private static final long SEED = Long.getLong("candlestream.seed", System.nanoTime());
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");
    private static final List<String> OTHERS = List.of("SOLUSDT", "XRPUSDT");
    /** How long two write at once, in seconds. */
    private static final int SECONDS = Integer.getInteger("candlestream.two-writers", 5);

    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    @Test
    void onALocalDisk() throws Exception {
        try (LakePlace place = new LocalPlace(folder.resolve("lake"))) {
            killed(place);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = KILLS, matches = "\\d+", disabledReason = TOO_LONG)
    void inHadoopsFileSystem() throws Exception {
        try (LakePlace place = HdfsPlace.start(folder)) {
            killed(place);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = KILLS, matches = "\\d+", disabledReason = TOO_LONG)
    void inS3WithItsCatalogInPostgres() throws Exception {
        try (S3Place place = S3Place.start(folder)) {
            FedLake lake = killed(place);
            theStoreFailsForAWhile(place, lake);
            for (String log : List.of("feeder.log", "commands.log")) {
                assertThat(Files.readString(folder.resolve(log)))
                        .doesNotContain(place.secrets().toArray(new String[0]));
            }
        }
    }

    private FedLake killed(LakePlace place) throws Exception {
        FedLake lake = new FedLake(place, folder, SEED, SYMBOLS);
        long started = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            at("files", lake);
            at("commit", lake);
            anywhere(lake, place.batchMillis());
        }
        long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
        lake.feed();
        int left = lake.cleaned();
        System.out.printf(
                "%s, seed %d: %d kills in %d s, %d files that belonged to nothing%n",
                place.getClass().getSimpleName(), SEED, 3 * ROUNDS, seconds, left);
        assertThat(left).as("files of batches that were not committed").isGreaterThanOrEqualTo(ROUNDS);
        lake.proveEqual();
        repeatedAfterCompactionAndExpiry(lake);
        return lake;
    }

    /** Killed where the files are written and not committed, or committed and not noted in the checkpoint; after a whole batch. */
    private static void at(String point, FedLake lake) throws IOException {
        lake.send(2);
        try (ChildJvm feeder = lake.feeder(point, "1")) {
            await().atMost(LONGEST).until(() -> lake.said().contains("waiting to be killed") || !feeder.alive());
            assertThat(feeder.alive()).as("%s", feeder.tail()).isTrue();
            feeder.kill();
        }
    }

    /** Killed at some time within three batches; again when it was done before. */
    private void anywhere(FedLake lake, int batchMillis) throws IOException {
        boolean killed = false;
        while (!killed) {
            lake.send(4);
            try (ChildJvm feeder = lake.feeder()) {
                await().atMost(LONGEST).until(() -> !lake.said().isEmpty() || !feeder.alive());
                long end = System.nanoTime()
                        + Duration.ofMillis(random.nextInt(3 * batchMillis)).toNanos();
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                killed = feeder.alive();
                feeder.kill();
            }
        }
    }

    private static void repeatedAfterCompactionAndExpiry(FedLake lake) throws Exception {
        for (int times = 0; times < Math.min(2, ROUNDS - 1); times++) {
            lake.answer("compact");
            lake.answer("expire", "--hours", "0");
            lake.forgetNewestBatch();
            lake.feed();
            assertThat(lake.said()).anyMatch(line -> line.contains("already"));
            lake.proveEqual();
        }
        for (int times = 0; times < Math.min(3, ROUNDS - 1); times++) {
            lake.forgetAll();
            lake.feed();
            lake.answer("compact");
            lake.answer("expire", "--hours", "0");
            lake.proveEqual();
        }
    }

    private static void theStoreFailsForAWhile(S3Place place, FedLake lake) throws Exception {
        FaultyProxy proxy = place.proxy();
        lake.send(12);
        try (ChildJvm feeder = lake.feeder()) {
            await().atMost(LONGEST).until(() -> !lake.said().isEmpty());
            proxy.refuse();
            // Amazon's library waits two seconds before it tries again, then four and so on.
            await().atMost(LONGEST).until(() -> proxy.refused() >= ROUNDS);
            proxy.slow(Duration.ofMillis(300));
            await().atMost(LONGEST).until(() -> proxy.delayed() > 10);
            proxy.refuse();
            await().atMost(LONGEST).until(() -> proxy.refused() >= 2L * ROUNDS);
            proxy.pass();
            assertThat(feeder.await(LONGEST)).as("%s", feeder.tail()).isZero();
        }
        lake.cleaned();
        lake.answer("compact");
        lake.answer("expire", "--hours", "0");
        lake.proveEqual();
    }

    @Test
    void twoWritersAndACompactionAtOnce() throws Exception {
        try (LakePlace place = new LocalPlace(folder.resolve("lake"))) {
            FedLake one = new FedLake(place, Files.createDirectories(folder.resolve("one")), SEED, SYMBOLS);
            FedLake other = new FedLake(place, Files.createDirectories(folder.resolve("other")), SEED + 1, OTHERS);
            long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> feedUntil(end, one));
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> feedUntil(end, other));
            int merges = 0;
            // There is no lake to merge before its first batch.
            await().atMost(LONGEST).until(() -> !one.said().isEmpty() || first.isDone());
            while (!first.isDone() || !second.isDone()) {
                merges += (int) one.answer("compact").stream()
                        .filter(line -> line.contains(" merged into "))
                        .count();
                one.answer("expire", "--hours", "0");
            }
            first.join();
            second.join();
            one.cleaned();
            one.answer("compact");
            one.answer("expire", "--hours", "0");
            List<String> all = new ArrayList<>(one.sent());
            all.addAll(other.sent());
            System.out.printf(
                    "two writers, seed %d: %d s, %d batches, %d rows, %d merges meanwhile%n",
                    SEED, SECONDS, all.size() / FedLake.ROWS_A_BATCH, all.size(), merges);
            assertThat(merges).as("merges while both wrote").isPositive();
            one.proveEqual(all);
        }
    }

    private static void feedUntil(long end, FedLake lake) {
        try {
            while (System.nanoTime() < end) {
                lake.send(50);
                lake.feed();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a file system of a few megabytes, where one may be mounted. */
    @Test
    void onADiskThatGetsFull() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(ran("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()), "skipped: cannot mount");
        try (LakePlace place = new LocalPlace(disk.resolve("lake"))) {
            FedLake lake = new FedLake(place, folder, SEED, SYMBOLS);
            lake.send(100);
            try (ChildJvm feeder = lake.feeder()) {
                await().atMost(LONGEST).until(() -> lake.said().stream()
                        .anyMatch(line -> line.matches(".*(No space left|disk is full|SQLITE_FULL).*")));
                assertThat(ran("mount", "-o", "remount,size=256m", disk.toString()))
                        .isTrue();
                feeder.await(LONGEST);
            }
            lake.feed();
            lake.cleaned();
            lake.proveEqual();
        } finally {
            assertThat(ran("umount", disk.toString())).isTrue();
        }
    }

    private static boolean ran(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
