package io.candlestream.consumer.registry;

/** A registered schema by which no record of ours can have been written; the message is one line. */
final class IncompatibleSchemaException extends Exception {
    private static final long serialVersionUID = 1;

    IncompatibleSchemaException(String message) {
        super(message, null, false, false);
    }
}
