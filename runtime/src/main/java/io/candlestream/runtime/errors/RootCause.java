package io.candlestream.runtime.errors;

import io.candlestream.runtime.settings.FatalException;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds under what libraries wrap around a failure the one line that says why. */
public final class RootCause {
    private RootCause() {}

    /** The failure as one to stop for: ours when one is inside, else the innermost cause in its own message. */
    public static FatalException of(Throwable failure) {
        return chain(failure)
                .filter(FatalException.class::isInstance)
                .map(FatalException.class::cast)
                .findFirst()
                .orElseGet(() -> new FatalException("Cannot go on: " + message(innermost(failure)), failure));
    }

    /** What everything else was caused by. */
    public static Throwable innermost(Throwable failure) {
        return chain(failure).reduce((outer, inner) -> inner).orElse(failure);
    }

    /** Kind and first line of the message, such as {@code IOException: disk full}; the kind alone where there is no message. */
    public static String message(Throwable cause) {
        String kind = cause.getClass().getSimpleName();
        return Optional.ofNullable(cause.getMessage())
                .map(message -> kind + ": " + message.lines().findFirst().orElse(""))
                .orElse(kind);
    }

    /** The failure, its cause, the cause of that and so on. */
    public static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause);
    }
}
