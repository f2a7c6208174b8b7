package io.candlestream.ingest.publish;

/**
 * A record of a topic.
 *
 * @param key its bytes may be shared with other records, and are not to be changed
 * @param time epoch milliseconds: that of its publishing, since by an old time brokers would delete it unread
 */
@SuppressWarnings("ArrayRecordComponent") // Records are not compared.
public record EncodedRecord(byte[] key, byte[] value, long time) {}
