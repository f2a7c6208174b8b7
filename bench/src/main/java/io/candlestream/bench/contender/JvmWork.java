package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.ChildJvm;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A program that ends by itself when its work is done.
 *
 * @param span asked for once it has ended
 */
record JvmWork(String name, ChildJvm program, Supplier<Optional<Span>> span) implements Work {
    /** By this exit code a script says that something is missing, and in its last line what. */
    private static final int MISSING = 3;

    @Override
    public Span await(Duration deadline) {
        int code = program.await(deadline);
        if (code == MISSING) {
            throw new AbsentException(program.tail().strip().replaceFirst("(?s).*\n", ""));
        }
        if (code != 0) {
            throw new IllegalStateException(name + " ended with code " + code + ":\n" + program.tail());
        }
        return span.get().orElseThrow(() -> new IllegalStateException(name + " printed no result:\n" + program.tail()));
    }
}
