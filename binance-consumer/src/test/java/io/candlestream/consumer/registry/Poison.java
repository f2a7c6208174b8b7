package io.candlestream.consumer.registry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes damaged values of good ones, each in one of the ways in which a topic can hold what it should not. */
final class Poison {
    private static final byte[] JSON =
            "{\"e\":\"kline\",\"E\":1672515782136,\"s\":\"BNBBTC\",\"k\":{\"t\":1672515780000}}"
                    .getBytes(StandardCharsets.UTF_8);

    /** Zigzag varints of lengths that no value has: 2^31 - 1, 2^62, the largest and the smallest long, one that never ends. */
    private static final List<byte[]> BOMBS = List.of(
            new byte[] {-2, -1, -1, -1, 15},
            new byte[] {-128, -128, -128, -128, -128, -128, -128, -128, -128, 1},
            new byte[] {-2, -1, -1, -1, -1, -1, -1, -1, -1, 1},
            new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
            new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1});

    private final Random random;
    private final List<byte[]> good;
    private int cut;

    Poison(Random random, List<byte[]> good) {
        this.random = random;
        this.good = good;
    }

    byte[] next() {
        byte[] value = good.get(random.nextInt(good.size())).clone();
        return switch (random.nextInt(10)) {
            case 0 -> Arrays.copyOf(value, cut++ % value.length);
            case 1, 2 -> flipped(value, 1);
            case 3 -> flipped(value, 2 + random.nextInt(6));
            case 4 -> overwritten(value, BOMBS.get(random.nextInt(BOMBS.size())));
            case 5 -> Arrays.copyOf(value, value.length + 1 + random.nextInt(50));
            case 6 -> noise(random.nextInt(600));
            case 7 -> JSON;
            case 8 -> spliced(value, good.get(random.nextInt(good.size())));
            default -> noise(random.nextInt(6));
        };
    }

    private byte[] flipped(byte[] value, int bits) {
        for (int i = 0; i < bits; i++) {
            int bit = random.nextInt(value.length * 8);
            value[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        return value;
    }

    /** {@code bomb} at any place, or where the first length of a plain or framed record stands. */
    private byte[] overwritten(byte[] value, byte[] bomb) {
        int[] places = {0, 5, random.nextInt(value.length - bomb.length)};
        System.arraycopy(bomb, 0, value, places[random.nextInt(places.length)], bomb.length);
        return value;
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] spliced(byte[] head, byte[] tail) {
        int at = random.nextInt(head.length);
        byte[] both = Arrays.copyOf(head, at + tail.length);
        System.arraycopy(tail, 0, both, at, tail.length);
        return both;
    }
}
