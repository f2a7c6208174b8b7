package io.candlestream.runtime.errors;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells a failure of Cassandra that passes (a node away, overload, time-out) from one that stays (login, table). */
public final class CassandraErrors {
    private static final List<Class<? extends Throwable>> PERMANENT =
            List.of(AuthenticationException.class, QueryValidationException.class, CodecNotFoundException.class);
    private static final List<Class<? extends Throwable>> TRANSIENT = List.of(DriverException.class, IOException.class);

    private CassandraErrors() {}

    /** Whether the same request may succeed later. */
    public static boolean isTransient(Throwable failure) {
        return find(failure, PERMANENT).isEmpty() && find(failure, TRANSIENT).isPresent();
    }

    /** Whether user or password were refused. */
    public static boolean isLoginRefused(Throwable failure) {
        return find(failure, List.of(AuthenticationException.class)).isPresent();
    }

    /** What lies under {@code failure}, in one line: what stays, else the innermost that says something. */
    public static String describe(Throwable failure) {
        return RootCause.message(find(failure, PERMANENT).orElseGet(() -> innermost(failure)));
    }

    private static Throwable innermost(Throwable failure) {
        return tree(failure)
                .filter(t -> t.getMessage() != null)
                .reduce((outer, inner) -> inner)
                .orElse(failure);
    }

    private static Optional<Throwable> find(Throwable failure, List<Class<? extends Throwable>> types) {
        return tree(failure)
                .filter(t -> types.stream().anyMatch(type -> type.isInstance(t)))
                .findFirst();
    }

    /** The failure, what happened on each node, its own cause, then what the driver hides beside it. */
    private static Stream<Throwable> tree(Throwable failure) {
        Stream<Throwable> ofNodes = failure instanceof AllNodesFailedException all
                ? all.getAllErrors().values().stream().flatMap(List::stream)
                : Stream.empty();
        Stream<Throwable> below =
                Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()));
        return Stream.concat(Stream.of(failure), Stream.concat(ofNodes, below).flatMap(CassandraErrors::tree));
    }
}
