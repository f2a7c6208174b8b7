package io.candlestream.sandbox.cluster;

/**
 * How large a cluster is.
 *
 * @param cores of each worker
 * @param memory of each worker and of its one executor, as Spark writes it, such as {@code 1g}
 */
public record ClusterSize(int workers, int cores, String memory) {
    /** The least memory of an executor, in megabytes: the consumer refuses less. */
    private static final long LEAST_MEMORY = 512;

    /** Whether {@code memory} is a size that an executor can have. */
    public static boolean enough(String memory) {
        if (!memory.matches("[1-9]\\d{0,5}[mg]")) {
            return false;
        }
        return memory.endsWith("g") || Long.parseLong(memory.substring(0, memory.length() - 1)) >= LEAST_MEMORY;
    }

    int allCores() {
        return workers * cores;
    }

    @Override
    public String toString() {
        return workers + (workers == 1 ? " worker" : " workers") + " with " + cores + (cores == 1 ? " core" : " cores")
                + " and " + memory + " each";
    }
}
