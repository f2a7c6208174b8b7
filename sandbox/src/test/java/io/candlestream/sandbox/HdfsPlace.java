package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hadoop's file system: name node and data node as a process, on a class path of their own. The catalog is a file of SQLite. */
final class HdfsPlace implements LakePlace {
    private static final Pattern PORT = Pattern.compile("\"namenode_port\":(\\d+)");
    private static final Duration LONGEST_COPY = Duration.ofMinutes(2);
    private static final String JARS = ProjectFolder.find().root().resolve("sandbox/target/hdfs") + "/*";

    private final Path folder;
    private final ChildJvm cluster;
    private final String address;

    private HdfsPlace(Path folder, ChildJvm cluster, String address) {
        this.folder = folder;
        this.cluster = cluster;
        this.address = address;
    }

    static HdfsPlace start(Path folder) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("client")).resolve("core-site.xml"),
                "<configuration><property><name>dfs.client.block.write.locateFollowingBlock.initial.delay.ms</name>"
                        + "<value>20</value></property></configuration>");
        Path details = Files.createDirectories(folder.resolve("hdfs")).resolve("details.json");
        ChildJvm cluster = ChildJvm.startIn(
                details.getParent(),
                "hdfs",
                List.of(
                        "-Xmx256m",
                        "-Djava.net.preferIPv4Stack=true",
                        "-Dtest.build.data=" + details.resolveSibling("data"),
                        "-cp",
                        JARS,
                        "org.apache.hadoop.mapreduce.MiniHadoopClusterManager",
                        "-nomr",
                        "-format",
                        "-nnport",
                        "0",
                        "-writeDetails",
                        details.toString()),
                Map.of(),
                folder.resolve("hdfs.log"),
                line -> {});
        cluster.awaitStart(() ->
                Files.exists(details) && PORT.matcher(Files.readString(details)).find());
        Matcher port = PORT.matcher(Files.readString(details));
        assertThat(port.find()).isTrue();
        return new HdfsPlace(folder, cluster, "hdfs://127.0.0.1:" + port.group(1));
    }

    /** Of its name node. */
    String address() {
        return address;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "CANDLESTREAM_LAKE_WAREHOUSE",
                address + "/lake",
                "CANDLESTREAM_LAKE_CATALOG",
                "jdbc:sqlite:" + folder.resolve("hdfs-catalog.db"));
    }

    @Override
    public int batchMillis() {
        return 600;
    }

    /** Its client waits 400 ms before it asks again whether a file is complete, which on one machine it is sooner. */
    @Override
    public List<Path> jars() {
        return List.of(folder.resolve("client"));
    }

    /** By Hadoop's own shell. */
    @Override
    public Path files(Path copy) throws IOException {
        Files.createDirectories(copy);
        // The shell wants a core-site.xml, whatever is in it.
        String classPath = folder.resolve("client") + File.pathSeparator + JARS;
        List<String> get = List.of(
                "-cp", classPath, "org.apache.hadoop.fs.FsShell", "-fs", address, "-get", "/lake", copy.toString());
        try (ChildJvm shell = ChildJvm.start("hdfs-get", get, Map.of(), folder.resolve("hdfs-get.log"), line -> {})) {
            assertThat(shell.await(LONGEST_COPY)).as("%s", shell.tail()).isZero();
        }
        return copy.resolve("lake");
    }

    @Override
    public void close() {
        cluster.close();
    }
}
