package io.candlestream.runtime.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An answer by HTTP. */
record Reply(Status status, String type, String body) {
    private static final String TEXT = "text/plain; charset=utf-8";

    enum Status {
        OK("200 OK"),
        BAD_REQUEST("400 Bad Request"),
        NOT_FOUND("404 Not Found"),
        NOT_ALLOWED("405 Method Not Allowed"),
        FAILED("500 Internal Server Error"),
        UNAVAILABLE("503 Service Unavailable");

        private final String line;

        Status(String line) {
            this.line = line;
        }
    }

    /** One line of text. */
    static Reply text(Status status, String line) {
        return new Reply(status, TEXT, line + "\n");
    }

    /** As it is sent, with its body or, for HEAD, without. */
    byte[] bytes(String method) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 " + status.line + "\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + (method.equals("HEAD") ? 0 : bytes.length));
        System.arraycopy(bytes, 0, all, head.length, all.length - head.length);
        return all;
    }
}
