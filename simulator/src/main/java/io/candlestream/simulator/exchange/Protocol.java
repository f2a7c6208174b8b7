package io.candlestream.simulator.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.BinaryFrame;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PingFrame;

/** The protocol of RFC 6455, with frames that are encoded already passed on as they are. */
final class Protocol extends Draft_6455 {
    static final byte WHOLE_TEXT = (byte) 0x81;
    static final byte WHOLE_BINARY = (byte) 0x82;
    static final int LONGEST_HEADER = 10;

    /** Puts the header of a whole, unmasked frame. Source: RFC 6455 section 5.2. */
    static void header(ByteBuffer out, byte head, int length) {
        out.put(head);
        if (length < 126) {
            out.put((byte) length);
        } else if (length < 1 << 16) {
            out.put((byte) 126).putShort((short) length);
        } else {
            out.put((byte) 127).putLong(length);
        }
    }

    /** The exchange's pings carry its time in epoch milliseconds. Source: binance-api.md section 1. */
    static PingFrame ping(long millis) {
        PingFrame ping = new PingFrame();
        ping.setPayload(ByteBuffer.wrap(String.valueOf(millis).getBytes(StandardCharsets.US_ASCII)));
        return ping;
    }

    static CloseFrame close(int code, String reason) {
        CloseFrame close = new CloseFrame();
        close.setCode(code);
        close.setReason(reason);
        return close;
    }

    /** An answer by HTTP in place of the handshake's. */
    static ByteBuffer refusal(RestFault.Refusal refusal) {
        String retryAfter = refusal.retryAfter()
                .map(seconds -> "Retry-After: " + seconds + "\r\n")
                .orElse("");
        String answer = "HTTP/1.1 " + refusal.status() + " Refused\r\n" + retryAfter + "Content-Length: "
                + refusal.body().length() + "\r\n\r\n" + refusal.body();
        return ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public ByteBuffer createBinaryFrame(Framedata frame) {
        return frame instanceof Run run ? run.encoded : super.createBinaryFrame(frame);
    }

    /** The client's answer to a close ends the connection. */
    @Override
    public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
        if (frame instanceof CloseFrame answer
                && socket.getAttachment() instanceof Connection connection
                && connection.closing()) {
            socket.closeConnection(answer.getCloseCode(), answer.getMessage());
        } else {
            super.processFrame(socket, frame);
        }
    }

    @Override
    public Draft copyInstance() {
        return new Protocol();
    }

    /** Encoded frames, one behind the other. */
    static final class Run extends BinaryFrame {
        private final ByteBuffer encoded;

        Run(ByteBuffer encoded) {
            this.encoded = encoded;
        }
    }
}
