package io.candlestream.consumer.batch;

/**
 * Stands before each batch. Once closed no batch gets in: it must not return either, because Spark would commit a batch
 * that was never written, so it waits until the query's stop interrupts it. Safe for use by several threads.
 */
public final class StopGate {
    private boolean closed;
    private boolean batchInside;
    private boolean batchWaiting;

    /** Lets a batch in, or holds it back for good. */
    synchronized void enter() throws InterruptedException {
        while (closed) {
            batchWaiting = true;
            wait();
        }
        batchInside = true;
    }

    /** The batch has ended; Spark may commit it. */
    synchronized void leave() {
        batchInside = false;
    }

    /** From here on no batch gets in. */
    public synchronized void close() {
        closed = true;
    }

    /** Whether a batch is being written. */
    public synchronized boolean batchInside() {
        return batchInside;
    }

    /** Whether a batch is held back, which says that the one before it has been committed. */
    public synchronized boolean batchWaiting() {
        return batchWaiting;
    }
}
