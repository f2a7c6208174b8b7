package io.candlestream.sandbox.server;

/** A server in a child JVM that can be made to fail as the operating system would do it, and brought back where it was. */
public abstract class Server implements AutoCloseable {
    private ChildJvm process;

    /** Starts its process. */
    protected abstract ChildJvm start();

    /** Returns once it answers. */
    protected abstract void awaitAnswer();

    /** Starts it and returns at once. */
    protected final void launch() {
        process = start();
    }

    /** Its process, another one after {@link #restart}. */
    public ChildJvm process() {
        return process;
    }

    /** Brings it back after {@link #kill} on the same ports and data, and returns once it answers. */
    public void restart() {
        launch();
        awaitAnswer();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
