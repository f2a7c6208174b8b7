package io.candlestream.sandbox.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A board as it is provisioned. */
public record Board(JsonNode json) {
    private static final Path FOLDER = ProjectFolder.find().root().resolve("monitoring/grafana/dashboards");

    /** One query of a panel. {@code source} is the uid of where it is asked. */
    public record Query(String panel, String source, String text) {}

    /** A panel with all that draws it. */
    public record Panel(String title, JsonNode json) {}

    /** @param name of the file, without its ending */
    public static Board of(String name) throws IOException {
        return new Board(
                new ObjectMapper().readTree(FOLDER.resolve(name + ".json").toFile()));
    }

    /** The panels, those that only head a row left out. */
    public List<Panel> panels() {
        List<Panel> panels = new ArrayList<>();
        json.get("panels").forEach(panel -> {
            if (!panel.get("type").asText().equals("row")) {
                panels.add(new Panel(panel.get("title").asText(), panel));
            }
        });
        return panels;
    }

    /** All queries of all panels. */
    public List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (Panel panel : panels()) {
            for (JsonNode target : panel.json().get("targets")) {
                queries.add(query(panel.title(), target));
            }
        }
        return queries;
    }

    /** The queries that fill the drop-downs, by the name of the variable. */
    public List<Query> variables() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode variable : json.at("/templating/list")) {
            queries.add(new Query(
                    variable.get("name").asText(),
                    variable.at("/datasource/uid").asText(),
                    variable.get("query").asText()));
        }
        return queries;
    }

    private static Query query(String panel, JsonNode target) {
        JsonNode text = target.has("rawSql") ? target.get("rawSql") : target.get("expr");
        return new Query(panel, target.at("/datasource/uid").asText(), text.asText());
    }
}
