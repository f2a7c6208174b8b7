package io.candlestream.tools.output;

import io.candlestream.runtime.terminal.TextTable;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What a table has of one stream, as the list of it is printed.
 *
 * @param header above the cells
 * @param rows the cells of each asset or pair
 * @param data the same for a program, with all that is known
 * @param empty what is said where there is nothing
 * @param sum the last line, for a person
 */
public record Holdings(
        List<String> header, List<List<String>> rows, List<Map<String, Object>> data, String empty, String sum) {

    /** Whether every row is to be counted, which reads it. */
    public enum Counting {
        YES,
        NO
    }

    /** Prints them in columns. */
    public void print(PrintStream out) {
        if (rows.isEmpty()) {
            out.println(empty);
            return;
        }
        TextTable text = new TextTable(header, out);
        rows.forEach(text::add);
        text.end();
        out.println("(" + sum + ")");
    }
}
