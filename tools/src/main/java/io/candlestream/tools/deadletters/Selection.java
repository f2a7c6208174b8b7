package io.candlestream.tools.deadletters;

import io.candlestream.tools.access.StoredStream;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that choose letters. */
final class Selection {
    @Option(
            names = "--stream",
            paramLabel = "NAME",
            description = "letters of this stream, such as trades (default: klines)")
    private StoredStream stream = StoredStream.KLINES;

    @Option(names = "--cause", description = "only letters of this cause, such as not-a-number")
    private Optional<String> cause = Optional.empty();

    @Option(names = "--partition", description = "only letters of this partition of the dead letters' topic")
    private Optional<Integer> partition = Optional.empty();

    @Option(names = "--from", description = "only letters from this offset on")
    private Optional<Long> from = Optional.empty();

    @Option(names = "--to", description = "only letters up to this offset, included")
    private Optional<Long> to = Optional.empty();

    StoredStream stream() {
        return stream;
    }

    boolean matches(DeadLetter letter) {
        return letter.cause().equals(cause.orElseGet(letter::cause))
                && letter.at().partition() == partition.orElse(letter.at().partition())
                && letter.at().offset() >= from.orElse(0L)
                && letter.at().offset() <= to.orElse(Long.MAX_VALUE);
    }
}
