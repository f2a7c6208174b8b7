package io.candlestream.consumer.query;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.QuerySettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;

/** The checkpoints of all queries, locked as long as the program runs. */
public final class QueryCheckpoints implements AutoCloseable {
    private final Map<String, QueryCheckpoint> byQuery = new LinkedHashMap<>();

    private QueryCheckpoints() {}

    /** Locks each, as {@link QueryCheckpoint#lock}. */
    public static QueryCheckpoints lock(ConsumerSettings settings, SparkConf conf) {
        QueryCheckpoints checkpoints = new QueryCheckpoints();
        try {
            for (QuerySettings query : settings.queries()) {
                checkpoints.byQuery.put(query.name(), QueryCheckpoint.lock(query, settings, conf));
            }
            return checkpoints;
        } catch (RuntimeException e) {
            checkpoints.close();
            throw e;
        }
    }

    QueryCheckpoint of(QuerySettings query) {
        return byQuery.get(query.name());
    }

    @Override
    public void close() {
        byQuery.values().forEach(QueryCheckpoint::close);
    }
}
