package io.candlestream.tools.prepare;

import io.candlestream.runtime.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    static PrepareSettings of(Settings settings) {
        return new PrepareSettings(
                settings.parsed("prepare.cql-folder", PrepareSettings::folder, "a folder with keyspace.cql is needed"),
                settings.text("prepare.admin-username"),
                settings.secret("prepare.admin-password"),
                settings.secret("prepare.writer-password"),
                settings.secret("prepare.reader-password"),
                settings.duration("prepare.deadline"));
    }

    private static Optional<Path> folder(String name) {
        return Optional.of(Path.of(name)).filter(folder -> Files.exists(folder.resolve("keyspace.cql")));
    }
}
