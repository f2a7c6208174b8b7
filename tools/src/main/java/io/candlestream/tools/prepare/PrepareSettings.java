package io.candlestream.tools.prepare;

import io.candlestream.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a Cassandra is prepared with.
 *
 * @param folder of the CQL files
 * @param admin the superuser that replaces the well-known one
 * @param deadline for Cassandra to answer
 */
record PrepareSettings(
        Path folder,
        String admin,
        String adminPassword,
        String writerPassword,
        String readerPassword,
        Duration deadline) {
    private static final int SHORTEST = 12;

    /** Parts of the words that stand where a password has yet to be chosen, and of those that everybody tries first. */
    private static final List<String> PLACEHOLDERS =
            List.of("change", "password", "secret", "example", "placeholder", "cassandra", "candlestream", "admin");

    static PrepareSettings of(Settings settings) {
        return new PrepareSettings(
                settings.parsed("prepare.cql-folder", PrepareSettings::folder, "a folder with keyspace.cql is needed"),
                settings.text("prepare.admin-username"),
                password(settings, "admin"),
                password(settings, "writer"),
                password(settings, "reader"),
                settings.duration("prepare.deadline"));
    }

    private static Optional<Path> folder(String name) {
        return Optional.of(Path.of(name)).filter(folder -> Files.exists(folder.resolve("keyspace.cql")));
    }

    private static String password(Settings settings, String role) {
        String path = "prepare." + role + "-password";
        String password = settings.text(path);
        String lower = password.toLowerCase(Locale.ROOT);
        if (password.length() < SHORTEST || PLACEHOLDERS.stream().anyMatch(lower::contains)) {
            throw settings.refused(
                    path,
                    "a password of your own with at least " + SHORTEST
                            + " characters is needed (openssl rand -hex 24 makes one)");
        }
        return password;
    }
}
