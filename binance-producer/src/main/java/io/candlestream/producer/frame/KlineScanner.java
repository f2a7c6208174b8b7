package io.candlestream.producer.frame;

import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.producer.frame.StrictJson.RejectedException;
import java.io.IOException;

/**
 * A kline event that is written exactly as the exchange writes it, key after key: the short way of {@link FrameParser}, for
 * nearly all that comes. What differs by one character is refused here and left to {@link StrictJson}, which knows why.
 *
 * <p>Source: as {@link KlineFields}; the order of the keys is that of recorded messages.
 */
final class KlineScanner implements KlineValues {
    private static final int LONGEST_INTEGER = 18;

    private final String message;
    private int at;

    private KlineScanner(String message) {
        this.message = message;
    }

    static Kline read(String message) throws IOException, RejectedException {
        KlineScanner scanner = new KlineScanner(message);
        scanner.expect("{\"stream\":");
        scanner.text();
        scanner.expect(",\"data\":{\"e\":\"kline\",\"E\":");
        long eventTime = scanner.time();
        scanner.expect(",\"s\":");
        String symbol = scanner.text();
        scanner.expect(",\"k\":{");
        KlineFields fields = KlineFields.inOrder(scanner);
        scanner.expect(",\"B\":");
        scanner.text();
        scanner.expect("}}}");
        require(scanner.at == message.length());
        return fields.kline(symbol, eventTime);
    }

    void expect(String next) throws RejectedException {
        require(message.startsWith(next, at));
        at += next.length();
    }

    @Override
    public String text() throws RejectedException {
        String text = quoted();
        for (int i = 0; i < text.length(); i++) {
            require(text.charAt(i) >= ' ' && text.charAt(i) != '\\');
        }
        return text;
    }

    @Override
    public String decimal() throws RejectedException {
        String text = quoted();
        require(StrictJson.isDecimal(text));
        return text;
    }

    /** What stands from a quote to the next one. */
    private String quoted() throws RejectedException {
        expect("\"");
        int end = message.indexOf('"', at);
        require(end >= 0);
        String text = message.substring(at, end);
        at = end + 1;
        return text;
    }

    @Override
    public long integer() throws RejectedException {
        boolean negative = message.startsWith("-", at);
        int first = negative ? at + 1 : at;
        long value = 0;
        int i = first;
        for (; i < message.length() && StrictJson.isDigit(message.charAt(i)); i++) {
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
        require(StrictJson.isTime(time));
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
            throw new RejectedException(Cause.UNEXPECTED, "not written as the exchange writes it");
        }
    }
}
