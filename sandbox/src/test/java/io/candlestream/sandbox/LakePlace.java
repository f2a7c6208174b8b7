package io.candlestream.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where the files of a lake of a test are, and how a test reads them with nothing of what writes them. */
interface LakePlace extends AutoCloseable {
    /** The variables by which a program of ours finds it. */
    Map<String, String> environment();

    /** About how long a batch takes, in milliseconds. */
    int batchMillis();

    /** What a program needs beyond the consumer's own jars. */
    default List<Path> jars() {
        return List.of();
    }

    /** The files of the warehouse in a folder of this machine: they themselves, or a copy of them that goes into {@code folder}. */
    Path files(Path folder) throws IOException, InterruptedException;

    @Override
    void close();
}
