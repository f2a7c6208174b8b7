package io.candlestream.consumer.query;

import io.candlestream.runtime.settings.FatalException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Looks now and then whether the topics are still those that the query began to read.
 *
 * @param known the topics' ids when the query was started
 */
record TopicWatch(Brokers brokers, Map<String, String> known, Consumer<FatalException> stop) implements Runnable {
    /** Who knows the topics' ids. */
    @FunctionalInterface
    interface Brokers {
        Map<String, String> ids() throws ExecutionException, InterruptedException;
    }

    @Override
    public void run() {
        try {
            brokers.ids().forEach(this::compare);
        } catch (ExecutionException e) {
            // Brokers or topic away: the query itself finds out, and is retried.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare(String topic, String id) {
        String before = known.getOrDefault(topic, "");
        if (!id.isEmpty() && !before.isEmpty() && !id.equals(before)) {
            stop.accept(new FatalException("Cannot go on reading topic " + topic
                    + ": it was deleted and created again (its id was " + before + ", now " + id
                    + ") (start with --accept-loss to read the new one from its beginning)"));
        }
    }
}
