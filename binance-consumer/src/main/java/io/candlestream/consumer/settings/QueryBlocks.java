package io.candlestream.consumer.settings;

import io.candlestream.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The blocks under {@code queries}. */
record QueryBlocks(Settings settings) {
    /** The query whose block says what the others leave out; its checkpoint is that of earlier versions. */
    static final String STANDARD = "live";

    private static final String PATH = "queries";
    private static final int MILLION = 1_000_000;

    List<String> names() {
        return settings.blocks(PATH);
    }

    /** The queries that read something, in the order of their names. */
    List<QuerySettings> with(List<StreamSettings> streams) {
        List<QuerySettings> queries = new ArrayList<>();
        Map<String, String> byCheckpoint = new HashMap<>();
        for (String name : names()) {
            List<StreamSettings> read = streams.stream()
                    .filter(stream -> stream.query().equals(name))
                    .toList();
            if (!read.isEmpty()) {
                QuerySettings query = query(name, read);
                String other = byCheckpoint.put(query.checkpoint(), name);
                if (other != null) {
                    throw settings.refused(PATH + "." + name + ".checkpoint", "is that of query " + other + " too");
                }
                queries.add(query);
            }
        }
        return queries;
    }

    private QuerySettings query(String name, List<StreamSettings> streams) {
        Settings block = settings.block(PATH + "." + name, PATH + "." + STANDARD);
        return new QuerySettings(
                name,
                block.duration("trigger"),
                block.number("max-offsets-per-trigger", 1, 100 * MILLION),
                block.number("buffer-rows", 1, 10 * MILLION),
                block.number("records-per-task", 1, 100 * MILLION),
                checkpoint(name, block),
                streams);
    }

    private String checkpoint(String name, Settings block) {
        String own = block.text("checkpoint");
        return name.equals(STANDARD) || settings.has(PATH + "." + name + ".checkpoint")
                ? own
                : own.replaceAll("/+$", "") + "/queries/" + name;
    }
}
