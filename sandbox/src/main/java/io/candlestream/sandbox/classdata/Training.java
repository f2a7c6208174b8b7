package io.candlestream.sandbox.classdata;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A short demo, and one look into its table, in which every program writes down the classes that it loads.
 *
 * @param folder for the lists, and for all that the demo leaves
 */
record Training(Path folder) {
    private static final long LONGEST_SECONDS = 120;

    /**
     * Runs it.
     *
     * @throws IOException when the demo ends otherwise than well; its output is in the folder
     */
    void run() throws IOException, InterruptedException {
        Path log = folder.resolve("demo.log");
        Process demo = sandbox(log, "demo", "--plain", "--symbols", "BTCUSDT", "--for", "8s");
        try {
            while (demo.isAlive() && !Files.readString(log).contains("first candle")) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            Process look = sandbox(folder.resolve("look.log"), "cql", "SELECT * FROM assets LIMIT 5");
            if (!look.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                look.destroyForcibly();
            }
            if (!demo.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || demo.exitValue() != 0) {
                throw new IOException("the demo to learn from did not end well, see " + log);
            }
        } finally {
            demo.destroyForcibly();
        }
    }

    private Process sandbox(Path log, String... arguments) throws IOException {
        ProjectFolder home = ProjectFolder.find();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcandlestream.home=" + home.root(),
                "-Dcandlestream.sandbox=" + folder,
                "-D" + ChildJvm.CLASS_LISTS + "=" + folder,
                "-D" + ChildJvm.OPTIONS + "=-XX:TieredStopAtLevel=1",
                "-XX:DumpLoadedClassList=" + folder.resolve(arguments[0].equals("demo") ? "sandbox.classlist" : "look"),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                home.jar("sandbox").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(ASSET|REDPANDA|CANDLESTREAM|SPARK)_.*"));
        return builder.start();
    }
}
