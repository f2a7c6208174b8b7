package io.candlestream.ingest.connection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.handshake.Handshakedata;

/** The protocol of RFC 6455, which tells what stands in an answer that refuses the handshake: the library reads its first line only. */
final class HandshakeDraft extends Draft_6455 {
    private static final Pattern STATUS = Pattern.compile("^HTTP/\\S+ (\\d{3})\\b");
    private static final Pattern RETRY_AFTER =
            Pattern.compile("^Retry-After:([^\\r\\n]*)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final int maxFrame;
    private final Refused refused;

    /** @param maxFrame the longest message, in bytes */
    HandshakeDraft(int maxFrame, Refused refused) {
        super(List.of(), maxFrame);
        this.maxFrame = maxFrame;
        this.refused = refused;
    }

    @Override
    public Handshakedata translateHandshake(ByteBuffer answer) throws InvalidHandshakeException {
        String text = StandardCharsets.ISO_8859_1.decode(answer.duplicate()).toString();
        try {
            return super.translateHandshake(answer);
        } catch (InvalidHandshakeException e) {
            first(STATUS, text).ifPresent(status -> refused.with(Integer.parseInt(status), first(RETRY_AFTER, text)));
            throw e;
        }
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).findFirst();
    }

    @Override
    public Draft copyInstance() {
        return new HandshakeDraft(maxFrame, refused);
    }

    /** Hears of a refusal, on the socket's thread and before the socket's end. */
    @FunctionalInterface
    interface Refused {
        /** @param retryAfter the text of that header, as far as it has come */
        void with(int status, Optional<String> retryAfter);
    }
}
