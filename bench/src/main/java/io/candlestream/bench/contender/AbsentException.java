package io.candlestream.bench.contender;

/** A contender cannot run on this machine; the message says what is missing. */
public final class AbsentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AbsentException(String message) {
        super(message);
    }
}
