package io.candlestream.sandbox.classdata;

import io.candlestream.runtime.program.Program;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A short demo, and some looks at it by the tools, in which every program writes down the classes that it loads.
 *
 * @param folder for the lists, and for all that the demo leaves
 */
record Training(Path folder) {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final List<List<String>> LOOKS =
            List.of(List.of("cql", "SELECT * FROM assets LIMIT 5"), List.of("verify"), List.of("doctor"));

    /** Of SIGTERM, where not everything has arrived by then. */
    private static final int TERMINATED = 143;

    /**
     * Runs it.
     *
     * @throws IllegalStateException when the demo ends otherwise than well; its output is in the folder
     */
    void run() throws IOException {
        try (ChildJvm demo = sandbox("demo", "--plain", "--symbols", "BTCUSDT")) {
            // Not a demo of some seconds: on a busy machine it would be over before there is something to look at.
            Wait.until(LONGEST, POLL, () -> !demo.alive() || demo.tail().contains("first candle"));
            Set<String> loaded = new LinkedHashSet<>();
            for (List<String> look : LOOKS) {
                loaded.addAll(loadedBy(look));
            }
            Files.write(tools(), loaded);
            int code = demo.stop(LONGEST);
            if (code != Program.OK && code != TERMINATED) {
                throw new IllegalStateException("the demo to learn from did not end well, see " + folder);
            }
        }
    }

    /** The classes of one look; what finds a fault, such as little room on the disk, has loaded them as well. */
    private List<String> loadedBy(List<String> look) throws IOException {
        try (ChildJvm tool = sandbox(look.toArray(String[]::new))) {
            if (tool.await(LONGEST) > 1) {
                throw new IllegalStateException("there is no demo to look at, see " + folder);
            }
        }
        return Files.readAllLines(tools());
    }

    private Path tools() {
        return folder.resolve("tools.classlist");
    }

    private ChildJvm sandbox(String... arguments) {
        ProjectFolder home = ProjectFolder.find();
        String name = arguments[0];
        List<String> command = new ArrayList<>(List.of(
                ChildJvm.java(),
                "-Dcandlestream.home=" + home.root(),
                "-Dcandlestream.sandbox=" + folder,
                "-D" + ChildJvm.CLASS_LISTS + "=" + folder,
                "-D" + ChildJvm.OPTIONS + "=-XX:TieredStopAtLevel=1",
                "-XX:DumpLoadedClassList=" + folder.resolve(name.equals("demo") ? "sandbox.classlist" : "look"),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                home.jar("sandbox").toString()));
        command.addAll(List.of(arguments));
        return ChildJvm.program(home.root(), name, command, Map.of(), folder.resolve(name + ".log"), line -> {});
    }
}
