package io.candlestream.sink.postgres;

import io.candlestream.consumer.sink.QueryBatch;
import io.candlestream.consumer.stream.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * What a task writes, told by the data: the batch, and the keys and versions of its rows. Where a batch that is repeated is cut
 * into other tasks, their identities differ and they write; only what is the same is left out.
 *
 * @param hash SHA-256 of the rows' keys and versions, in hexadecimal digits
 */
record BatchIdentity(QueryBatch batch, String hash) {
    /**
     * That of these rows, in whichever order their groups come.
     *
     * @param groups of one partition key each, in the order of their clustering key
     */
    static <R extends Row> BatchIdentity of(QueryBatch batch, Collection<List<R>> groups) {
        MessageDigest hash = sha256();
        ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);
        List<R> rows = groups.stream()
                .sorted(Comparator.comparing((List<R> group) -> group.get(0).partition()))
                .flatMap(List::stream)
                .toList();
        for (Row row : rows) {
            hash.update(row.partition().getBytes(StandardCharsets.UTF_8));
            hash.update(numbers.putLong(0, row.clustering())
                    .putLong(Long.BYTES, row.version())
                    .array());
        }
        return new BatchIdentity(batch, HexFormat.of().formatHex(hash.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
