package io.candlestream.runtime.program;

import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that a person names. */
public final class InputFolder {
    private InputFolder() {}

    /** Why {@code path}, which is no folder, is none, for a message. */
    public static String missing(Path path) {
        return Files.exists(path) ? "it is a file, and a folder is needed" : "no such folder";
    }
}
