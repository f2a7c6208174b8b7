package io.candlestream.sandbox.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is noticed while one fault is played.
 *
 * @param ended last lines of the programs that ended by themselves and were started again
 * @param unclean of programs that did not end as they should, what was wrong
 * @param replayed how many records the consumer is known to read a second time
 */
record RoundLog(List<String> ended, List<String> unclean, AtomicLong replayed) {
    RoundLog() {
        this(new ArrayList<>(), new ArrayList<>(), new AtomicLong());
    }
}
