package io.candlestream.sandbox.cluster;

/**
 * How large a cluster is.
 *
 * @param cores of each worker
 * @param memory of each worker and of its one executor, in Spark's words, such as {@code 1g}
 */
public record ClusterSize(int workers, int cores, String memory) {
    /** The cores of all workers. */
    int allCores() {
        return workers * cores;
    }

    @Override
    public String toString() {
        return workers + (workers == 1 ? " worker" : " workers") + " with " + cores + (cores == 1 ? " core" : " cores")
                + " and " + memory + " each";
    }
}
