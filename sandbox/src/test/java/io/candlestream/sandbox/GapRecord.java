package io.candlestream.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record of the topic of the gaps: texts, each its length as zigzag varint, here below 64, then its bytes.
 *
 * @param texts symbol, interval, from, to, cause, state, found at, healed at, source
 */
record GapRecord(List<String> texts) {
    private static final int FROM = 2;
    private static final int STATE = 5;

    static GapRecord of(byte[] value) {
        List<String> texts = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(value);
        while (bytes.hasRemaining()) {
            byte[] text = new byte[bytes.get() / 2];
            bytes.get(text);
            texts.add(new String(text, StandardCharsets.US_ASCII));
        }
        return new GapRecord(texts);
    }

    ProducerRecord<byte[], byte[]> in(String topic) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        texts.forEach(text -> {
            bytes.write(text.length() * 2);
            bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        });
        return new ProducerRecord<>(topic, bytes.toByteArray());
    }

    /** Which gap it tells of: symbol and first candle. */
    String gap() {
        return texts.get(0) + " " + texts.get(FROM);
    }

    String state() {
        return texts.get(STATE);
    }
}
