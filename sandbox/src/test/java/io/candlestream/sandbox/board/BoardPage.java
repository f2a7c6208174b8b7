package io.candlestream.sandbox.board;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A board as a page for a browser, drawn from what its queries answered: each panel at its place in Grafana's grid of 24 columns, with its title.
 * Grafana itself cannot be started here; so a person sees whether titles, places and numbers make sense.
 */
public final class BoardPage {
    private static final int COLUMN = 52;
    private static final int ROW = 34;
    private static final int HEAD = 26;
    private static final List<String> COLORS =
            List.of("#2a6fbb", "#c4622d", "#3a8a4d", "#8a4fa3", "#a08a1e", "#777777");

    private final Board board;
    private final Map<String, String> content = new TreeMap<>();

    public BoardPage(Board board) {
        this.board = board;
    }

    /** A moment, epoch seconds, and a value. */
    public record Point(double time, double value) {}

    /** What a panel's query answered over a while, by the name of each series. */
    public void series(String panel, Map<String, List<Point>> series) {
        JsonNode json = panel(panel);
        content.put(panel, json.get("type").asText().equals("stat") ? stat(series) : chart(series, json));
    }

    /** The rows that a panel's query answered, each cell a text. */
    public void table(String panel, List<List<String>> rows) {
        content.put(
                panel,
                rows.stream()
                        .map(row -> row.stream()
                                .map(BoardPage::escaped)
                                .collect(Collectors.joining("<td>", "<tr><td>", "")))
                        .collect(Collectors.joining("\n", "<table>", "</table>")));
    }

    private JsonNode panel(String title) {
        return board.panels().stream()
                .filter(panel -> panel.title().equals(title))
                .findFirst()
                .orElseThrow()
                .json();
    }

    private static String stat(Map<String, List<Point>> series) {
        return series.entrySet().stream()
                .map(one -> "<b>" + escaped(one.getKey()) + "</b> " + number(last(one.getValue())))
                .collect(Collectors.joining(" &nbsp; "));
    }

    private static double last(List<Point> points) {
        return points.get(points.size() - 1).value();
    }

    private static String chart(Map<String, List<Point>> series, JsonNode panel) {
        List<Point> all = series.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            return "no data";
        }
        int width = panel.at("/gridPos/w").asInt() * COLUMN - 20;
        int height = panel.at("/gridPos/h").asInt() * ROW - HEAD - 34;
        double from = all.stream().mapToDouble(Point::time).min().orElseThrow();
        double seconds = Math.max(1, all.stream().mapToDouble(Point::time).max().orElseThrow() - from);
        double most =
                Math.max(1e-9, all.stream().mapToDouble(Point::value).max().orElseThrow());
        StringBuilder svg = new StringBuilder("<svg width=" + width + " height=" + height + ">");
        List<String> legend = new ArrayList<>();
        series.forEach((name, points) -> {
            String color = COLORS.get(legend.size() % COLORS.size());
            legend.add("<span style='color:" + color + "'>" + escaped(name) + "</span> " + number(last(points)));
            svg.append("<polyline fill=none stroke-width=2 stroke='")
                    .append(color)
                    .append("' points='");
            points.forEach(point -> svg.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    (point.time() - from) / seconds * width,
                    height - 2 - point.value() / most * (height - 16))));
            svg.append("'/>");
        });
        svg.append("<text y=11 font-size=11>").append(number(most)).append("</text></svg><br>");
        return svg + String.join(" &nbsp; ", legend);
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.2f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** Writes it to {@code file}. */
    public void write(Path file) throws IOException {
        StringBuilder html =
                new StringBuilder("<!doctype html><meta charset=utf-8><style>div{position:absolute;border:1px"
                        + " solid #bbb;box-sizing:border-box;overflow:hidden;font:13px sans-serif;padding:4px 8px}"
                        + "h1{font-size:14px;margin:0 0 4px;height:" + (HEAD - 8)
                        + "px}td{padding:0 12px 0 0}</style>\n");
        for (Board.Panel panel : board.panels()) {
            JsonNode place = panel.json().get("gridPos");
            html.append(String.format(
                    Locale.ROOT,
                    "<div style='left:%dpx;top:%dpx;width:%dpx;height:%dpx'><h1>%s</h1>%s</div>%n",
                    place.get("x").asInt() * COLUMN,
                    place.get("y").asInt() * ROW,
                    place.get("w").asInt() * COLUMN - 6,
                    place.get("h").asInt() * ROW - 6,
                    escaped(panel.title()),
                    content.getOrDefault(panel.title(), "not asked")));
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, html);
    }
}
