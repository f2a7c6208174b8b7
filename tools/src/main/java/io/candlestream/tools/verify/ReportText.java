package io.candlestream.tools.verify;

import io.candlestream.runtime.terminal.VisibleText;
import io.candlestream.tools.terminal.TextTable;
import java.io.PrintStream;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as a person reads it: a table, the holes, the first differences, the verdict. */
final class ReportText {
    private static final List<String> HEADER = List.of(
            "asset",
            "symbol",
            "first",
            "last",
            "expected",
            "stored",
            "missing",
            "extra",
            "differing",
            "trade ids",
            "holes");

    private final Report report;
    private final PrintStream out;

    ReportText(Report report, PrintStream out) {
        this.report = report;
        this.out = out;
    }

    void print() {
        TextTable table = new TextTable(HEADER, out);
        report.assets().forEach(asset -> table.add(cells(asset)));
        table.end();
        report.assets().forEach(this::holes);
        report.assets().stream()
                .filter(asset -> !asset.differingByColumn().isEmpty())
                .forEach(asset -> out.println("differing  " + VisibleText.of(asset.asset()) + "  "
                        + asset.differingByColumn().entrySet().stream()
                                .map(column -> column.getKey() + " in " + column.getValue())
                                .collect(Collectors.joining(", "))));
        report.differences().forEach(difference -> out.println(VisibleText.of(difference.toString())));
        if (sum(AssetReport::missing) > 0) {
            out.println(
                    "missing rows that were loaded: dead letters (./candlestream dead-letters list), or rows once deleted"
                            + " by hand, which hide what is loaded again (docs/operations.md)");
        }
        out.println((report.equal() ? "equal:" : "NOT equal:") + " expected " + sum(AssetReport::expected) + "  stored "
                + sum(AssetReport::stored) + "  missing " + sum(AssetReport::missing) + "  extra "
                + sum(AssetReport::extra) + "  differing " + sum(AssetReport::differing) + "  trade-id breaks "
                + sum(AssetReport::chainBreaks) + "  holes " + sum(AssetReport::holeStretches));
    }

    private static List<String> cells(AssetReport asset) {
        return Stream.of(
                        asset.asset(),
                        asset.symbol(),
                        asset.from(),
                        asset.to(),
                        asset.expected(),
                        asset.stored(),
                        asset.missing(),
                        asset.extra(),
                        asset.differing(),
                        chain(asset),
                        asset.holeStretches())
                .map(String::valueOf)
                .toList();
    }

    private static String chain(AssetReport asset) {
        String breaks = asset.chainBreaks() == 0 ? "whole" : "broken " + asset.chainBreaks();
        return asset.chainBreaksAtHoles() == 0 ? breaks : breaks + " (" + asset.chainBreaksAtHoles() + " at holes)";
    }

    private void holes(AssetReport asset) {
        asset.holes()
                .forEach(hole -> out.println(
                        "confirmed hole  " + VisibleText.of(asset.asset()) + "  " + hole.from() + " to " + hole.to()
                                + ": " + hole.slots() + " candles that the exchange does not have"
                                + (hole.recorded() ? ", noted in the table of gaps" : "")));
        if (asset.holeStretches() > asset.holes().size()) {
            out.println("confirmed hole  " + VisibleText.of(asset.asset()) + "  and "
                    + (asset.holeStretches() - asset.holes().size()) + " more");
        }
    }

    private long sum(ToLongFunction<AssetReport> number) {
        return report.assets().stream().mapToLong(number).sum();
    }
}
