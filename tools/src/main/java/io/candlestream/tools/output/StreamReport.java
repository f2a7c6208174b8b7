package io.candlestream.tools.output;

import java.io.PrintStream;
import java.util.OptionalInt;

/** How one stream's table compares with what it has to be; its fields are plain data for a program. */
public interface StreamReport {
    /** Whether nothing is missing, differs or is there too much. */
    boolean equal();

    /**
     * Prints it for a person, the verdict last.
     *
     * @param width the columns of the terminal; empty for a file or a script, whose lines are never broken
     */
    void print(PrintStream out, OptionalInt width);
}
