package io.candlestream.tools.witness;

import io.candlestream.runtime.terminal.FoldedLine;
import io.candlestream.runtime.terminal.TextTable;
import io.candlestream.runtime.terminal.TextWidth;
import io.candlestream.runtime.terminal.VisibleText;
import io.candlestream.tools.output.StreamReport;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;

/**
 * On what witnesses agree and disagree.
 *
 * @param equal whether none disagree
 * @param differences the first values on which they disagree
 * @param gaps what could not be compared, a line each
 */
record WitnessReport(boolean equal, List<Testimony> witnesses, List<Disagreement> differences, List<String> gaps)
        implements StreamReport {
    private static final List<String> HEADER = List.of("witnesses", "asset", "compared", "differ", "gaps", "result");
    /** What is left of an asset's name in a narrow terminal. */
    private static final int SHORTEST_NAME = 8;

    /** What all but the names of the assets may take. */
    private static final int OTHER_COLUMNS = 56;

    /**
     * Two witnesses on the candles of one asset.
     *
     * @param witnesses such as {@code 1m = 1h}
     * @param compared how many candles both have whole
     * @param differing of them, and candles that only one has
     * @param gaps candles of which something is missing, so that they were not compared
     */
    record Testimony(String witnesses, String asset, long compared, long differing, long gaps) {}

    @Override
    public void print(PrintStream out, OptionalInt width) {
        int room = width.isPresent() ? Math.max(SHORTEST_NAME, width.getAsInt() - OTHER_COLUMNS) : Integer.MAX_VALUE;
        TextTable table = new TextTable(HEADER, out);
        for (Testimony one : witnesses) {
            table.add(List.of(
                    one.witnesses(),
                    TextWidth.cut(one.asset(), room, "…"),
                    String.valueOf(one.compared()),
                    String.valueOf(one.differing()),
                    String.valueOf(one.gaps()),
                    one.differing() > 0 ? "differs" : one.compared() == 0 ? "nothing" : "equal"));
        }
        table.end();
        gaps.forEach(gap -> line(out, width, gap));
        differences.forEach(difference -> line(out, width, difference.toString()));
        line(
                out,
                width,
                (equal ? "equal: " : "NOT equal: ") + "compared " + sum(Testimony::compared) + "  differing "
                        + sum(Testimony::differing) + "  gaps " + sum(Testimony::gaps));
    }

    private static void line(PrintStream out, OptionalInt width, String text) {
        String visible = VisibleText.of(text);
        if (width.isPresent()) {
            FoldedLine.of(visible, width.getAsInt()).forEach(out::println);
        } else {
            out.println(visible);
        }
    }

    private long sum(ToLongFunction<Testimony> count) {
        return witnesses.stream().mapToLong(count).sum();
    }
}
