package io.candlestream.runtime.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A file of CQL statements, such as those of {@code cassandra/}; a comment begins with {@code --}. */
public record CqlFile(Path path) {
    /** The statements in their order, without comments and semicolons. */
    public List<String> statements() throws IOException {
        return Arrays.stream(Files.readString(path).replaceAll("(?m)--.*$", "").split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
