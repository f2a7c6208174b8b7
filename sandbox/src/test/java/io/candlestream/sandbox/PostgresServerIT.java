package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded PostgreSQL is gone when the program is that started it, whichever user that was and however it ended. */
class PostgresServerIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String NOBODY = "65534";

    @ParameterizedTest
    @ValueSource(strings = {"root", "nobody"})
    void endsWithAParentThatIsKilled(String user) throws Exception {
        boolean root = System.getProperty("user.name").equals("root");
        assumeThat(root || user.equals("nobody")).isTrue();
        Path home = Path.of("target", "postgres", "PostgresServerIT-" + user).toAbsolutePath();
        Folders.delete(home);
        Path folder = Files.createDirectories(home.resolve("postgres"));
        List<String> command = new ArrayList<>();
        if (root && user.equals("nobody")) {
            giveAway(home); // the server's log lies beside its folder
            giveAway(folder);
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        }
        ProjectFolder project = ProjectFolder.find();
        command.addAll(List.of(
                ChildJvm.java(),
                "-Dcandlestream.home=" + project.root(),
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath() + File.pathSeparator + project.jar("sandbox"),
                "io.candlestream.sandbox.PostgresParent",
                folder.toString()));
        Queue<String> said = new ConcurrentLinkedQueue<>();
        try (ChildJvm parent = ChildJvm.program(
                project.root(), "parent", command, Map.of(), home.resolveSibling(user + ".log"), said::add)) {
            await().atMost(LONGEST)
                    .until(() -> !parent.alive() || said.stream().anyMatch(line -> line.startsWith("port ")));
            assertThat(parent.alive()).as(parent.tail()).isTrue();
            PostgresLogin login = login(folder, said);
            try (Connection connection = login.connect()) {
                assertThat(connection.isValid(1)).isTrue();
            }

            ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();

            await().atMost(LONGEST)
                    .untilAsserted(() -> assertThatThrownBy(login::connect).hasMessageContaining("refused"));
            assertThat(folder.resolve("data/postmaster.pid"))
                    .as("what a server leaves that did not end in order")
                    .doesNotExist();
        }
    }

    private static void giveAway(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:uid", Integer.valueOf(NOBODY));
        Files.setAttribute(folder, "unix:gid", Integer.valueOf(NOBODY));
    }

    private static PostgresLogin login(Path folder, Queue<String> said) throws IOException {
        int port = said.stream()
                .filter(line -> line.startsWith("port "))
                .map(line -> Integer.parseInt(line.substring("port ".length())))
                .findFirst()
                .orElseThrow();
        return new PostgresLogin(
                "127.0.0.1", port, "postgres", "postgres", Files.readString(folder.resolve("superuser")));
    }
}
