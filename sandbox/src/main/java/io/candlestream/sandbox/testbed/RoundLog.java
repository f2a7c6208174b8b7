package io.candlestream.sandbox.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What was noticed while one fault was played. */
public final class RoundLog {
    private final List<String> ended = new ArrayList<>();
    private final List<String> unclean = new ArrayList<>();
    private OptionalLong replayed = OptionalLong.empty();

    void ended(List<String> lastWords) {
        ended.addAll(lastWords);
    }

    /** A program did not end as it should. */
    public void unclean(String flaw) {
        unclean.add(flaw);
    }

    /** The consumer is going to do a batch again. */
    public void replayed(OptionalLong batch) {
        replayed = batch;
    }

    /** Last lines of the programs that ended by themselves and were started again. */
    public List<String> ended() {
        return List.copyOf(ended);
    }

    /** The programs that did not end as they should. */
    public List<String> unclean() {
        return List.copyOf(unclean);
    }

    /** The batch that the consumer did again. */
    public OptionalLong replayed() {
        return replayed;
    }
}
