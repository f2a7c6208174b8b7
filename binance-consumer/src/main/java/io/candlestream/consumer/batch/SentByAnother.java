package io.candlestream.consumer.batch;

/** The dead letters of a stream whose records another query reads too: that one sends them. */
public record SentByAnother() implements ExecutorFactory<DeadLetters> {
    @Override
    public DeadLetters get() {
        return DeadLetters.sentByAnother();
    }
}
