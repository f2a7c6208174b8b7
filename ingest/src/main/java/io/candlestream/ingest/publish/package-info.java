/**
 * The way to the broker. {@code Topic} finds or creates a topic at start. {@code RecordPublisher} sends each {@code
 * EncodedRecord}, whose bytes a {@code StringRecordWriter} made; its {@code DeliveryMonitor} warns of a silent broker. {@code
 * TopicTail} reads the end of a topic, to learn with {@code StringRecordFields} what was published before the program started;
 * {@code TopicFollower} reads what others write to it.
 */
package io.candlestream.ingest.publish;
