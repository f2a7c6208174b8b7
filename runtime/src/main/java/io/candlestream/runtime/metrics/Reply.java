package io.candlestream.runtime.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An answer by HTTP.
 *
 * @param status with its name, such as {@code 200 OK}
 */
record Reply(String status, String type, String body) {
    static final String OK = "200 OK";

    static Reply text(String status, String line) {
        return new Reply(status, "text/plain; charset=utf-8", line + "\n");
    }

    /** As it is sent, with its body or, for HEAD, without. */
    byte[] bytes(String method) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + (method.equals("HEAD") ? 0 : bytes.length));
        System.arraycopy(bytes, 0, all, head.length, all.length - head.length);
        return all;
    }
}
