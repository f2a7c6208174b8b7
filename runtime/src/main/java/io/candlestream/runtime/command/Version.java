package io.candlestream.runtime.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of the project, as the build wrote it down. */
public final class Version {
    private Version() {}

    /** Such as {@code candlestream 1.2.3}. */
    public static String line() {
        try (InputStream in = Objects.requireNonNull(
                Version.class.getResourceAsStream("/candlestream-version.txt"), "candlestream-version.txt")) {
            return "candlestream " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
