package io.candlestream.minutes;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where the files are. For several threads, each with other files. */
public interface MinuteFolder extends AutoCloseable {
    /** The whole file at {@code path}; empty when there is none. */
    Optional<byte[]> read(String path) throws IOException;

    /** Puts a file there in one step: a reader finds the old one or the new one, also after a crash. */
    void replace(String path, byte[] bytes) throws IOException;

    /** Returns when the files at {@code paths} keep their names even if the machine fails now; some of them need not be there. */
    default void settle(List<String> paths) throws IOException {}

    /** Whether files can be written there; makes the folder. */
    void check() throws IOException;

    /** Where it is, for messages, without a login. */
    String at();

    @Override
    void close();
}
