package io.candlestream.sandbox.classdata;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of other people's jars that one program loads, in an archive beside its jars, and the file of arguments by which
 * {@code java} finds it. Our own jars come last on the class path: they change with every build, and the JVM refuses an archive
 * if a jar before its end is not the one that it was made of.
 *
 * @param module the folder of the program
 * @param name what a child JVM of it is called
 * @param mainClass of a server of other people; empty for a program of ours, whose jar names it
 */
record SharedClasses(String module, String name, Optional<String> mainClass) {
    /** Every program that a demo starts, and the tools. */
    static final List<SharedClasses> ALL = List.of(
            ours("binance-consumer"),
            new SharedClasses(
                    "sandbox/cassandra", "cassandra", Optional.of("org.apache.cassandra.service.CassandraDaemon")),
            new SharedClasses("sandbox/broker", "broker", Optional.of("kafka.Kafka")),
            ours("binance-producer"),
            ours("dashboard"),
            ours("sandbox"),
            ours("tools"));

    /**
     * Ten times what the JVM waits for before it compiles a method for the second time: within the first minute that second
     * compiler takes more processor time than it gives back. What runs for longer than that is compiled all the same.
     */
    private static final List<String> LATE_OPTIMISER = List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=10000",
            "-XX:Tier4CompileThreshold=100000",
            "-XX:Tier4BackEdgeThreshold=400000");

    private static final ProjectFolder HOME = ProjectFolder.find();

    private static SharedClasses ours(String module) {
        return new SharedClasses(module, module, Optional.empty());
    }

    /** Whether the archive was made of the jars that are there. */
    boolean current() {
        try {
            return Files.exists(archive())
                    && Files.exists(file("classes.key"))
                    && Files.readString(file("classes.key")).equals(key());
        } catch (IOException e) {
            return false;
        }
    }

    /** Says which jars, by name, size and time, and which JVM the archive is good for. */
    private String key() throws IOException {
        StringBuilder key = new StringBuilder(System.getProperty("java.vm.version")).append('\n');
        for (Path jar : others()) {
            key.append(jar.getFileName())
                    .append(' ')
                    .append(Files.size(jar))
                    .append(' ')
                    .append(Files.getLastModifiedTime(jar))
                    .append('\n');
        }
        return key.toString();
    }

    /** Makes the archive of the classes that the list in {@code lists} names; it stands in its place once it is whole. */
    void make(Path lists) throws IOException, InterruptedException {
        Path unfinished = file("classes.jsa.new");
        Files.deleteIfExists(unfinished);
        List<String> command = List.of(
                ChildJvm.java(),
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + whole(lists.resolve(name + ".classlist")),
                "-XX:SharedArchiveFile=" + unfinished,
                "-cp",
                relative(others()));
        Path log = file("classes.log");
        int code = new ProcessBuilder(command)
                .directory(HOME.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0 || !Files.exists(unfinished)) {
            throw new IOException("java -Xshare:dump ended with code " + code + ", see " + log);
        }
        String key = key();
        Files.move(unfinished, archive(), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(file("classes.key"), key);
    }

    /** A program that was killed may have left half a line. */
    private static Path whole(Path list) throws IOException {
        String text = Files.readString(list);
        Files.writeString(list, text.substring(0, text.lastIndexOf('\n') + 1));
        return list;
    }

    /** Writes the arguments for {@code java}: newer than every jar, or nobody believes them. */
    void writeStartFile() throws IOException {
        List<Path> jars = new ArrayList<>(others());
        List<String> lines = new ArrayList<>();
        lines.add("-XX:SharedArchiveFile="
                + quoted(HOME.root().relativize(archive()).toString()));
        lines.add("-Xlog:cds=error");
        lines.addAll(LATE_OPTIMISER);
        String main;
        if (mainClass.isPresent()) {
            main = mainClass.get();
        } else {
            jars.add(HOME.jar(module));
            main = HOME.manifest(module, "Main-Class").get(0);
            HOME.manifest(module, "Add-Opens").forEach(opens -> lines.add("--add-opens=" + opens + "=ALL-UNNAMED"));
        }
        // Behind the program's own jar: each has a log4j2.properties, and the first one holds.
        jars.addAll(own());
        lines.add("-cp " + quoted(relative(jars)));
        lines.add(main);
        Path unfinished = file("java.args.new");
        Files.writeString(unfinished, String.join("\n", lines) + "\n");
        Files.move(unfinished, HOME.startFile(module), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private List<Path> others() {
        return jars(false);
    }

    private List<Path> own() {
        return jars(true);
    }

    private List<Path> jars(boolean own) {
        try (Stream<Path> jars = Files.list(HOME.lib(module))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .filter(jar -> own == jar.toString().endsWith("-SNAPSHOT.jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class path that still holds when the project is moved. */
    private static String relative(List<Path> jars) {
        return jars.stream()
                .map(jar -> HOME.root().relativize(jar).toString())
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private Path archive() {
        return file("classes.jsa");
    }

    private Path file(String name) {
        return HOME.startFile(module).resolveSibling(name);
    }
}
