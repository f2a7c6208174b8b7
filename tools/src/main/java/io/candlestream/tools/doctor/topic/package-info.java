/**
 * The brokers' side of the doctor: {@link io.candlestream.tools.doctor.topic.BrokerProbe} asks them ({@code TopicProbe} for
 * each topic), {@link io.candlestream.tools.doctor.topic.BrokerSnapshot} is what they answered, {@link
 * io.candlestream.tools.doctor.topic.TopicCheck} and {@link io.candlestream.tools.doctor.topic.RecordCheck} judge it.
 */
package io.candlestream.tools.doctor.topic;
