package io.candlestream.sandbox.run;

/** A program of the pipeline ended by itself; the message is its own last error. */
public final class ProgramEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProgramEndedException(String message) {
        super(message);
    }
}
