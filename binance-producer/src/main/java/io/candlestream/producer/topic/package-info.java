/**
 * Everything that talks to the broker. {@code Topic} finds or creates a topic at start. A kline is turned into a record by
 * {@code KlineEncoder}, which names its asset by {@code AssetNames} and writes it with {@code AvroText}, and is sent by
 * {@code KlinePublisher}, whose {@code AckWatch} tells of a silent broker. {@code TopicTail} reads the end of a topic, to
 * learn with {@code TextFields} what was published before the program started. {@code BrokerTrouble} words what went wrong.
 */
package io.candlestream.producer.topic;
