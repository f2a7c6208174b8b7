package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.ChildJvm;
import java.time.Duration;

/** A contender's program while it runs. */
public interface Work extends AutoCloseable {
    /** The program itself. */
    ChildJvm program();

    /**
     * Waits for the end of the work.
     *
     * @throws IllegalStateException when it fails or is not done by {@code deadline}; the message says why
     * @throws AbsentException when the program finds that something is missing
     */
    Span await(Duration deadline);

    /** Ends the program if it still runs. */
    @Override
    default void close() {
        program().close();
    }
}
