package io.candlestream.tools.verify;

import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.terminal.FoldedLine;
import io.candlestream.runtime.terminal.TextTable;
import io.candlestream.runtime.terminal.TextWidth;
import io.candlestream.runtime.terminal.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report as a person reads it: a table, the holes, the first differences, the verdict. A script gets every count of every
 * asset in one line; a terminal that is too narrow for that gets fewer columns, and the counts that are not zero below them.
 */
final class VerifyReportText {
    private static final Column EXPECTED = new Column("expected", AssetReport::expected);
    private static final List<Column> WIDE = List.of(
            new Column("asset", AssetReport::asset),
            new Column("symbol", AssetReport::symbol),
            new Column("first", AssetReport::from),
            new Column("last", AssetReport::to),
            EXPECTED,
            new Column("stored", AssetReport::stored),
            new Column("missing", AssetReport::missing),
            new Column("extra", AssetReport::extra),
            new Column("differing", AssetReport::differing),
            new Column("trade ids", VerifyReportText::chain),
            new Column("holes", AssetReport::holeStretches));
    /** Behind the asset's name. */
    private static final List<Column> NARROW = List.of(
            new Column("first (UTC)", asset -> TimeArgument.text(Instant.parse(asset.from()))),
            new Column("last (UTC)", asset -> TimeArgument.text(Instant.parse(asset.to()))),
            EXPECTED,
            new Column("stored", AssetReport::stored),
            new Column("result", asset -> asset.equal() ? "equal" : "differs"));

    /** Without what the verdict says as well. */
    private static final List<Column> NARROWEST =
            NARROW.stream().filter(column -> !column.equals(EXPECTED)).toList();
    /** What is left of an asset's name where even these columns are too wide. */
    private static final int SHORTEST_NAME = 8;

    private final VerifyReport report;
    private final PrintStream out;
    private final OptionalInt width;
    private final boolean narrow;

    /** @param width the columns of the terminal; empty for a file or a script, whose lines are never broken */
    VerifyReportText(VerifyReport report, PrintStream out, OptionalInt width) {
        this.report = report;
        this.out = out;
        this.width = width;
        this.narrow = width.isPresent() && widest(table(WIDE)) > width.getAsInt();
    }

    void print() {
        if (narrow) {
            narrowTable().forEach(out::println);
            report.assets().stream().filter(asset -> !asset.equal()).forEach(this::counts);
        } else {
            table(WIDE).forEach(out::println);
        }
        report.assets().forEach(this::holes);
        report.assets().stream()
                .filter(asset -> !asset.differingByColumn().isEmpty())
                .forEach(asset -> line("differing  " + VisibleText.of(asset.asset()) + "  "
                        + asset.differingByColumn().entrySet().stream()
                                .map(column -> column.getKey() + " in " + column.getValue())
                                .collect(Collectors.joining(", "))));
        report.differences().forEach(difference -> line(VisibleText.of(difference.toString())));
        if (sum(AssetReport::missing) > 0) {
            line("missing rows that were loaded: dead letters (./candlestream dead-letters list), or rows once deleted"
                    + " by hand, which hide what is loaded again (docs/operations.md)");
        }
        line((report.equal() ? "equal: " : "NOT equal: ")
                + Stream.of(
                                count("expected", sum(AssetReport::expected), true),
                                count("stored", sum(AssetReport::stored), true),
                                problems(report.assets()))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("  ")));
    }

    private record Column(String name, Function<AssetReport, Object> cell) {}

    /** A name too long for the terminal is cut, so that no row is broken. */
    private List<String> narrowTable() {
        int longest = report.assets().stream()
                .mapToInt(asset -> TextWidth.of(asset.asset()))
                .max()
                .orElse(0);
        int room = roomForNames(NARROW, longest);
        return room >= Math.min(longest, SHORTEST_NAME)
                ? table(named(room, NARROW))
                : table(named(Math.max(roomForNames(NARROWEST, longest), SHORTEST_NAME), NARROWEST));
    }

    private int roomForNames(List<Column> columns, int longest) {
        return longest - Math.max(0, widest(table(named(longest, columns))) - width.orElse(0));
    }

    private static List<Column> named(int room, List<Column> columns) {
        Column name = new Column("asset", asset -> TextWidth.cut(asset.asset(), room, "…"));
        return Stream.concat(Stream.of(name), columns.stream()).toList();
    }

    private List<String> table(List<Column> columns) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        TextTable table = new TextTable(
                columns.stream().map(Column::name).toList(), new PrintStream(text, true, StandardCharsets.UTF_8));
        report.assets()
                .forEach(asset -> table.add(columns.stream()
                        .map(column -> String.valueOf(column.cell().apply(asset)))
                        .toList()));
        table.end();
        return text.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static int widest(List<String> lines) {
        return lines.stream().mapToInt(TextWidth::of).max().orElse(0);
    }

    private static String chain(AssetReport asset) {
        String breaks = asset.chainBreaks() == 0 ? "whole" : "broken " + asset.chainBreaks();
        return asset.chainBreaksAtHoles() == 0 ? breaks : breaks + " (" + asset.chainBreaksAtHoles() + " at holes)";
    }

    private void counts(AssetReport asset) {
        line(VisibleText.of(asset.asset() + "  " + asset.symbol()) + "  " + problems(List.of(asset)));
    }

    private String problems(List<AssetReport> assets) {
        return Stream.of(
                        count("missing", sum(assets, AssetReport::missing), !narrow),
                        count("extra", sum(assets, AssetReport::extra), !narrow),
                        count("differing", sum(assets, AssetReport::differing), !narrow),
                        count("trade-id breaks", sum(assets, AssetReport::chainBreaks), !narrow),
                        count("holes", sum(assets, AssetReport::holeStretches), !narrow))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("  "));
    }

    private static String count(String name, long count, boolean always) {
        return always || count > 0 ? name + " " + count : "";
    }

    private void holes(AssetReport asset) {
        asset.holes()
                .forEach(hole -> line("confirmed hole  " + VisibleText.of(asset.asset()) + "  " + hole.from() + " to "
                        + hole.to() + ": " + hole.slots() + " candles that the exchange does not have"
                        + (hole.recorded() ? ", noted in the table of gaps" : "")));
        if (asset.holeStretches() > asset.holes().size()) {
            line("confirmed hole  " + VisibleText.of(asset.asset()) + "  and "
                    + (asset.holeStretches() - asset.holes().size()) + " more");
        }
    }

    private void line(String text) {
        if (width.isPresent()) {
            FoldedLine.of(text, width.getAsInt()).forEach(out::println);
        } else {
            out.println(text);
        }
    }

    private long sum(ToLongFunction<AssetReport> number) {
        return sum(report.assets(), number);
    }

    private static long sum(List<AssetReport> assets, ToLongFunction<AssetReport> number) {
        return assets.stream().mapToLong(number).sum();
    }
}
