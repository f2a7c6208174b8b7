package io.candlestream.sandbox.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file of settings that a server reads: what holds for every server of its kind stands in a resource of the same name.
 *
 * @param text of the whole file
 */
public record ServerFile(String name, String text) {
    /** What the resource says, for servers of the class {@code owner}. */
    public static ServerFile of(Class<?> owner, String name) {
        try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
            return new ServerFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ServerFile of(String name) {
        return of(ServerFile.class, name);
    }

    /** With a line more. */
    public ServerFile with(String line) {
        return new ServerFile(name, text + line + "\n");
    }

    /** With one of its lines in place of another. */
    public ServerFile replacing(String line, String other) {
        if (!text.contains(line + "\n")) {
            throw new IllegalArgumentException(name + " has no line " + line);
        }
        return new ServerFile(name, text.replace(line + "\n", other + "\n"));
    }

    /** Writes it into {@code folder}, which is made. */
    public void copyTo(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + name + " into " + folder, e);
        }
    }
}
