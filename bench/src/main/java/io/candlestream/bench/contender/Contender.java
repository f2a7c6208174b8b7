package io.candlestream.bench.contender;

import io.candlestream.sandbox.server.Pipeline;

/** One way to do the work of a race. */
public interface Contender {
    /** As the table of figures calls it. */
    String name();

    /**
     * Starts the work.
     *
     * @param pipeline topic, table and servers as variables of the environment, and a folder for logs
     * @param rows how many there are in the topic
     * @throws AbsentException when something is missing on this machine
     */
    Work start(Pipeline pipeline, long rows);

    /** By what the rows of a race are divided for it: a slow one would take an hour over them all. */
    default int rowsDivisor() {
        return 1;
    }
}
