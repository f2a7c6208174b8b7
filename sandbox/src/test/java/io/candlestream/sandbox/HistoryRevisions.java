package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A corrected archive file is loaded over a certified day, in each store: what stood there can still be read, and the certificate gets a
 * successor.
 *
 * @param pipeline of stores that hold the files of {@code archive}
 */
record HistoryRevisions(
        Pipeline pipeline, CqlSession session, String keyspace, PostgresTables postgres, LakeFolder lake, Path folder) {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String DAY = "2025-10-30";
    private static final String FILE = "ETHUSDT-1m-2025-10";
    private static final List<String> TIMES = List.of(DAY + "T00:00:00Z", DAY + "T12:34:00Z", DAY + "T23:59:00Z");

    void prove(Path archive) throws IOException, InterruptedException {
        assertThat(noted())
                .as("what was loaded and replayed without corrections leaves none")
                .containsOnly(0L);
        Path key = folder.resolve("revisions.key");
        tool("certify", "--new-key", key.toString());
        List<String> first = certified(key);
        assertThat(first).allMatch(text -> text.startsWith("certified: " + DAY + ", 2 of 2 pairs, root "));
        String hash = hashOfFile();
        Instant before = Instant.now();

        Path corrected = Files.createDirectories(folder.resolve("corrected"));
        ArchiveZips.correct(archive, corrected, FILE, TIMES);
        String[] load = {"load", "--data", corrected.toString(), "--into", "cassandra,postgres,lake"};
        kill(load);
        for (String again : List.of("", "--again")) {
            List<String> arguments = new ArrayList<>(List.of(load));
            arguments.addAll(again.isEmpty() ? List.of() : List.of(again));
            ToolRun run = ToolRun.history(pipeline, arguments.toArray(String[]::new));
            assertThat(run.exitCode()).as("%s", run).isZero();
            assertThat(noted()).containsOnly((long) TIMES.size());
        }
        assertThat(lake.answer("check", "--minutes", "0"))
                .singleElement()
                .asString()
                .endsWith(", 0 faults, 0 files that belong to nothing");

        listsThem();
        for (String text : certified(key)) {
            assertThat(text).startsWith("certified again, as successor of " + hash + ": " + DAY + ", 2 of 2 pairs, ");
        }
        assertThat(Files.readString(of("lake").resolve(DAY + ".json"))).contains("\"previous\" : \"" + hash + "\"");
        pythonReadsBothStates(before);
    }

    private List<Long> noted() {
        long inCassandra = Objects.requireNonNull(session.execute("SELECT count(*) FROM " + keyspace + ".revisions")
                        .one())
                .getLong(0);
        return List.of(inCassandra, postgres.number("SELECT count(*) FROM assets.revisions"));
    }

    /** As soon as the first revision is noted: its row may be there or not. */
    private void kill(String... load) {
        List<String> arguments = new ArrayList<>(ProjectFolder.find().program("loader"));
        arguments.addAll(List.of(load));
        try (ChildJvm loading = ChildJvm.start(
                "loader", arguments, pipeline.environment(), folder.resolve("corrected.log"), line -> {})) {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(DEADLINE)
                    .until(() -> noted().get(0) > 0 || !loading.alive());
            loading.kill();
        }
    }

    private Path of(String sink) {
        return folder.resolve("revised-" + sink);
    }

    /** The day's certificate of each store, which is the same file. */
    private List<String> certified(Path key) throws IOException {
        List<String> answers = new ArrayList<>();
        for (String sink : HistoryStores.SINKS) {
            String[] certify = {
                "certify", "--sink", sink, "--key", key.toString(), "--folder", of(sink).toString(), "--day", DAY
            };
            ToolRun run = sink.equals("lake") ? ToolRun.lake(pipeline, certify) : ToolRun.tool(pipeline, certify);
            assertThat(run.exitCode()).as("%s", run).isZero();
            answers.add(run.answer());
            assertThat(of(sink).resolve(DAY + ".json"))
                    .as(sink)
                    .hasSameBinaryContentAs(of("cassandra").resolve(DAY + ".json"));
        }
        return answers;
    }

    private String hashOfFile() throws IOException {
        List<String> lines = Files.readAllLines(of("cassandra").resolve("made.jsonl"));
        return lines.get(lines.size() - 1).replaceFirst(".*\"certificate\":\"([0-9a-f]{64})\".*", "$1");
    }

    private ToolRun tool(String... arguments) {
        ToolRun run = ToolRun.tool(pipeline, arguments);
        assertThat(run.exitCode()).as("%s", run).isZero();
        return run;
    }

    private void listsThem() {
        assertThat(tool("revisions", "ETHUSDT", "--from", DAY + "T12:00Z", "--to", "2025-10-31")
                        .answer())
                .contains(" 1m " + TIMES.get(1) + "  volume ", " -> archive 2026-04-01T08:30:14Z, noted ")
                .contains("(2 revisions)");
        List<String> json = new ArrayList<>();
        for (String sink : List.of("cassandra", "postgres")) {
            json.add(tool("revisions", "--sink", sink, "--json")
                    .answer()
                    .replaceAll(" *\"(revised|collected)_at\" : .*\\R", ""));
        }
        assertThat(json.get(0)).contains("\"changed\" : [ \"volume\" ]").isEqualTo(json.get(1));
    }

    private void pythonReadsBothStates(Instant before) throws IOException, InterruptedException {
        if (!NotebookRun.isAvailable()) {
            return;
        }
        NotebookRun run = NotebookRun.python(
                pipeline,
                "import candlestream as cs, pandas as pd",
                "span = 'ETHUSDT', '" + DAY + "', '2025-10-31'",
                "old, new = ([cs.load(*span, store=s, as_of=at) for s in ('table', 'lake')] for at in ('" + before
                        + "', '" + Instant.now() + "'))",
                "pd.testing.assert_frame_equal(old[0], old[1])",
                "pd.testing.assert_frame_equal(new[0], new[1])",
                "pd.testing.assert_frame_equal(new[0], cs.load(*span, store='table', certified=False))",
                "told = cs.revisions('ETHUSDT')",
                "changed = old[0].index[(old[0] != new[0]).any(axis=1)]",
                "assert list(changed) == list(told['timestamp']), changed",
                "assert list(old[0].loc[changed, 'volume']) == list(told['old_volume'])",
                "assert list(new[0].loc[changed, 'volume']) == list(told['new_volume'])",
                "print(len(old[0]), list(changed.strftime('%Y-%m-%dT%H:%M:%SZ')))");
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("1440 ['" + String.join("', '", TIMES) + "']");
    }
}
