package io.candlestream.consumer.query;

import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.utils.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All queries of the program, each in a thread of its own, so that none waits for what another one waits for. While one of them
 * works, another one whose sink or topic stays away is tried again for as long as that takes, and one that cannot go on at all
 * ends alone. When none works any more, the program ends.
 */
public final class Queries {
    private static final Logger LOG = LoggerFactory.getLogger(Queries.class);

    private final List<Query> queries;
    private final Runnable stop;
    private final Backoff backoff;

    /** One query, as far as it matters to the others. */
    public interface Query {
        /** What stands for it in messages, such as {@code live into cassandra, console}. */
        String title();

        /**
         * Returns when it has been stopped.
         *
         * @throws FatalException when it cannot go on; an {@link UnavailableException} is its cause where a later call may
         */
        void run() throws InterruptedException;

        /** Whether it has not failed since its last batch. */
        boolean works();

        /** From here to its next batch it does not work. */
        void failed(String why);
    }

    /** @param stop has those that still run stop after their batches */
    public Queries(List<? extends Query> queries, Runnable stop) {
        this(queries, stop, Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(15)));
    }

    Queries(List<? extends Query> queries, Runnable stop, Backoff backoff) {
        this.queries = new ArrayList<>(queries);
        this.stop = stop;
        this.backoff = backoff;
    }

    /**
     * Returns when the queries have been stopped.
     *
     * @throws FatalException when none works any more, with the cause of the last one
     */
    public void run() throws InterruptedException {
        CompletionService<Void> ends = new ExecutorCompletionService<>(
                Executors.newCachedThreadPool(ThreadUtils.createThreadFactory("query", true)));
        List<Query> started = List.copyOf(queries);
        started.forEach(query -> ends.submit(() -> {
            keep(query);
            return null;
        }));
        try {
            for (int ended = 0; ended < started.size(); ended++) {
                ends.take().get();
            }
        } catch (ExecutionException e) {
            stop.run();
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private void keep(Query query) throws InterruptedException {
        for (int failures = 1; true; failures++) {
            try {
                query.run();
                return;
            } catch (FatalException e) {
                failures = query.works() ? 1 : failures;
                if (!mayFailAlone(query, e)) {
                    throw e;
                } else if (!isAway(e)) {
                    return;
                }
                Thread.sleep(backoff.after(failures).toMillis());
            }
        }
    }

    private static boolean isAway(FatalException failure) {
        return RootCause.chain(failure).anyMatch(UnavailableException.class::isInstance);
    }

    /** Whether another one works; says so once, however often the query fails without a batch in between. */
    private synchronized boolean mayFailAlone(Query query, FatalException failure) {
        boolean first = query.works();
        if (first) {
            query.failed(failure.getMessage());
        }
        if (!isAway(failure)) {
            queries.remove(query);
        }
        boolean alone = queries.stream().anyMatch(other -> other != query && other.works());
        if (alone && first) {
            LOG.error(
                    "Query {} {} while the others go on: {}",
                    query.title(),
                    isAway(failure) ? "waits" : "has ended",
                    failure.getMessage());
        }
        return alone;
    }
}
