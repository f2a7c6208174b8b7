package io.candlestream.checks;

import static io.candlestream.checks.Project.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher in a project of one module, with scripts in the place of Java and Maven: what it builds, and what it gives to a program. */
class LauncherTest {
    private static final String POM =
            "<project>\n  <modules>\n    <module>sandbox</module>\n  </modules>\n</project>\n";

    @TempDir
    private Path folder;

    private Path project;
    private Path caller;

    @BeforeEach
    void aProject() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        caller = Files.createDirectories(folder.resolve("my data")).toRealPath();
        Files.copy(ROOT.resolve("candlestream"), project.resolve("candlestream"));
        Files.writeString(project.resolve("pom.xml"), POM);
        write("sandbox/pom.xml", "<project/>");
        script(
                "java",
                "[ \"$1\" = -XshowSettings:properties ] && echo '    java.specification.version = 17' && exit",
                "for word in \"$@\"; do echo \"$word\"; done");
        script("mvn", "exit 1");
        write("target/built", "");
    }

    /** Words are told apart by a bar, since some have spaces. */
    @ParameterizedTest
    @CsvSource({
        "reproduce|autumn.toml|--into|archive|--table, reproduce|HERE/autumn.toml|--into|HERE/archive|--table",
        "reproduce|--demo|blue|--into=the archive|my set.toml, reproduce|--demo|blue|--into=HERE/the archive|HERE/my set.toml",
        "verify|--data|old files|--symbols|BTCUSDT, verify|--data|HERE/old files|--symbols|BTCUSDT",
        "sql|SELECT 1 -- --data=x|--report|a b, sql|SELECT 1 -- --data=x|--report|HERE/a b",
        "cql|a --data|b, cql|a --data|b",
        "export|bitcoin|-o|s3://a b/c, export|bitcoin|-o|s3://a b/c",
        "lake|check|--key|a key|--trust|ed25519:0f, lake|check|--key|HERE/a key|--trust|ed25519:0f"
    })
    void filesLieWhereTheCallerIs(String words, String given) throws Exception {
        Ended ended = run(words.split("\\|"));

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output())
                .endsWith("\nsandbox/target/sandbox.jar\n"
                        + given.replace("HERE", caller.toString()).replace('|', '\n') + "\n");
    }

    @Test
    void theProjectIsNotLookedForWhereTheShellIsToLook() throws Exception {
        Files.createDirectories(folder.resolve("elsewhere/project"));
        ProcessBuilder builder = builder(folder, "project/candlestream", "status");
        builder.environment().put("CDPATH", folder.resolve("elsewhere").toString());

        assertThat(ended(builder.start()).output()).startsWith("-Dcandlestream.home=" + project.toRealPath() + "\n");
    }

    @Test
    void ofTwoCommandsAtOnceOneBuildsAndTheOtherWaits() throws Exception {
        Files.delete(project.resolve("target/built"));
        script("mvn", "echo run >>runs", "while [ -d bin ] && [ ! -f go ]; do sleep 0.1; done");

        Process first = start("status");
        await().until(() -> Files.exists(project.resolve("runs")));
        Process second = start("doctor");
        assertThat(second.inputReader().readLine()).startsWith("Waiting for another build");
        write("go", "");

        for (Process each : List.of(first, second)) {
            Ended ended = ended(each);
            assertThat(ended.code()).as(ended.output()).isZero();
        }
        assertThat(project.resolve("runs")).hasContent("run");
    }

    @Test
    void aBuildThatFailsLeavesTheJars() throws Exception {
        write("sandbox/target/lib/old-1.jar", "");
        write("code", "1");
        script("mvn", "mkdir -p sandbox/target/lib", "touch sandbox/target/lib/new-2.jar", "exit \"$(cat code)\"");
        Files.setLastModifiedTime(project.resolve("target/built"), FileTime.from(Instant.EPOCH));

        assertThat(run("status").code()).isEqualTo(2);
        assertThat(libraries()).containsExactly("old-1.jar");

        write("code", "0");
        assertThat(run("status").code()).isZero();
        assertThat(libraries()).containsExactly("new-2.jar");
        assertThat(project.resolve("sandbox/target")).isDirectoryNotContaining("glob:**.old");
    }

    private List<String> libraries() throws IOException {
        try (Stream<Path> jars = Files.list(project.resolve("sandbox/target/lib"))) {
            return jars.map(jar -> jar.getFileName().toString()).toList();
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void script(String name, String... lines) throws IOException {
        write("bin/" + name, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        project.resolve("bin/" + name).toFile().setExecutable(true);
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        return ended(start(arguments));
    }

    private Process start(String... arguments) throws IOException {
        return builder(caller, project.resolve("candlestream").toString(), arguments)
                .start();
    }

    private ProcessBuilder builder(Path from, String launcher, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(from.toFile()).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().merge("PATH", project.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return builder;
    }

    private static Ended ended(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(output).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private record Ended(int code, String output) {}
}
