package io.candlestream.sandbox.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What was noticed while one fault was played. */
final class RoundLog {
    private final List<String> ended = new ArrayList<>();
    private final List<String> unclean = new ArrayList<>();
    private OptionalLong replayed = OptionalLong.empty();

    void ended(List<String> lastLines) {
        ended.addAll(lastLines);
    }

    /** A program did not end as it should. */
    void unclean(String flaw) {
        unclean.add(flaw);
    }

    /** The consumer is going to do a batch again. */
    void replayed(OptionalLong batch) {
        replayed = batch;
    }

    /** Last lines of the programs that ended by themselves and were started again. */
    List<String> ended() {
        return List.copyOf(ended);
    }

    /** The programs that did not end as they should. */
    List<String> unclean() {
        return List.copyOf(unclean);
    }

    /** The batch that the consumer did again. */
    OptionalLong replayed() {
        return replayed;
    }
}
