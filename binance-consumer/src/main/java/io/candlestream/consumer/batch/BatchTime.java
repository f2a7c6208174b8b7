package io.candlestream.consumer.batch;

import java.util.Map;

/**
 * Where the time of a batch went, in milliseconds.
 *
 * @param offsets asking the brokers how far the topic goes
 * @param plan making Spark's plan
 * @param rows reading, decoding and writing
 * @param checkpoint writing down what is taken up and what is done
 * @param whole all of it, and what Spark does besides
 */
record BatchTime(long offsets, long plan, long rows, long checkpoint, long whole) {

    /** @param durations as Spark tells them in the progress of a query, by its names for the steps */
    static BatchTime of(Map<String, Long> durations) {
        return new BatchTime(
                sum(durations, "latestOffset"),
                sum(durations, "queryPlanning", "getBatch"),
                sum(durations, "addBatch"),
                sum(durations, "walCommit", "commitOffsets"),
                sum(durations, "triggerExecution"));
    }

    /** The parts, by the names that the log gives them. */
    Map<String, Long> phases() {
        return Map.of("offsets", offsets, "plan", plan, "rows", rows, "checkpoint", checkpoint);
    }

    private static long sum(Map<String, Long> durations, String... steps) {
        long sum = 0;
        for (String step : steps) {
            sum += durations.getOrDefault(step, 0L);
        }
        return sum;
    }

    @Override
    public String toString() {
        return whole + " ms (offsets " + offsets + ", plan " + plan + ", rows " + rows + ", checkpoint " + checkpoint
                + ")";
    }
}
