package io.candlestream.sandbox.server;

/** A server that can be made to fail as the operating system would do it, and brought back where it was. */
public interface Server {
    /** Its process id, another one after {@link #restart}. */
    long pid();

    /** Ends it at once (SIGKILL). */
    void kill();

    /** Brings it back after {@link #kill} on the same ports and data, and returns once it answers. */
    void restart();

    /** Stops it in its tracks (SIGSTOP): its ports stay open, nobody answers. */
    void freeze();

    /** Lets it go on after {@link #freeze}. */
    void thaw();
}
