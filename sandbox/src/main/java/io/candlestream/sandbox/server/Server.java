package io.candlestream.sandbox.server;

/** A server that can be made to fail as the operating system would do it, and brought back where it was. */
public interface Server {
    /** Its process, another one after {@link #restart}. */
    ChildJvm process();

    /** Brings it back after {@link #kill} on the same ports and data, and returns once it answers. */
    void restart();

    /** Its process id, another one after {@link #restart}. */
    default long pid() {
        return process().pid();
    }

    /** Ends it at once (SIGKILL). */
    default void kill() {
        process().kill();
    }

    /** Stops it in its tracks (SIGSTOP): its ports stay open, nobody answers. */
    default void freeze() {
        process().freeze();
    }

    /** Lets it go on after {@link #freeze}. */
    default void thaw() {
        process().thaw();
    }
}
