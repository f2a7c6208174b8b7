package io.candlestream.history;

/** Something of the past of a symbol whose ids follow each other without a break: a trade, an aggregate trade. */
public interface Numbered {
    String symbol();

    long id();

    /** When it was made, epoch milliseconds. */
    long time();

    /** When the source said so, epoch milliseconds, never before it was made. */
    long reportedAt();

    /** Whether the exchange has its id and nothing behind it, as of what it took back: then it is not missing. */
    default boolean isVoid() {
        return false;
    }
}
