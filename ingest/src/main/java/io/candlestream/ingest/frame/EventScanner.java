package io.candlestream.ingest.frame;

/**
 * Reads a message that is written exactly as the venue always writes it, character by character, without a JSON parser: for
 * the streams that come by the thousand. What differs by one character is refused here and left to {@link EventJson}, which
 * knows why.
 */
public final class EventScanner implements EventReader {
    private static final int LONGEST_INTEGER = 18;

    private final String message;
    private int at;

    public EventScanner(String message) {
        this.message = message;
    }

    /** Passes over {@code next}, which has to stand here. */
    public void expect(String next) throws RejectedException {
        require(passes(next));
    }

    /** Passes over {@code next} if it stands here. */
    public boolean passes(String next) {
        boolean stands = message.startsWith(next, at);
        if (stands) {
            at += next.length();
        }
        return stands;
    }

    /** The message has to end here. */
    public void expectEnd() throws RejectedException {
        require(at == message.length());
    }

    @Override
    public String text() throws RejectedException {
        int start = at + 1;
        skipText();
        return message.substring(start, at - 1);
    }

    /** Passes over a text. */
    public void skipText() throws RejectedException {
        int end = endOfQuoted();
        for (int i = at; i < end; i++) {
            char c = message.charAt(i);
            require(c >= ' ' && c != '\\');
        }
        at = end + 1;
    }

    @Override
    public String decimal() throws RejectedException {
        int end = endOfQuoted();
        String text = message.substring(at, end);
        at = end + 1;
        require(Decimals.isDecimal(text));
        return text;
    }

    /** Passes over a quote; returns where the next one stands. */
    private int endOfQuoted() throws RejectedException {
        expect("\"");
        int end = message.indexOf('"', at);
        require(end >= 0);
        return end;
    }

    @Override
    public long integer() throws RejectedException {
        boolean negative = message.startsWith("-", at);
        int first = negative ? at + 1 : at;
        long value = 0;
        int i = first;
        for (; i < message.length() && Decimals.isDigit(message.charAt(i)); i++) {
            value = value * 10 + message.charAt(i) - '0';
        }
        int digits = i - first;
        require(digits > 0 && digits <= LONGEST_INTEGER && (digits == 1 || message.charAt(first) != '0'));
        at = i;
        return negative ? -value : value;
    }

    @Override
    public long time() throws RejectedException {
        long time = integer();
        require(Decimals.isTime(time));
        return time;
    }

    @Override
    public boolean flag() throws RejectedException {
        boolean flag = message.startsWith("true", at);
        expect(flag ? "true" : "false");
        return flag;
    }

    private static void require(boolean asExpected) throws RejectedException {
        if (!asExpected) {
            throw new RejectedException(RejectCause.UNEXPECTED, "not written as the venue writes it");
        }
    }
}
