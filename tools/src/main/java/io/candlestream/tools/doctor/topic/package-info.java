/**
 * The brokers' side of the doctor: {@link io.candlestream.tools.doctor.topic.BrokerVisit} asks them ({@code Topics}, {@code
 * LastRecords}), {@link io.candlestream.tools.doctor.topic.BrokerFacts} is what they told, {@link
 * io.candlestream.tools.doctor.topic.TopicCheck} and {@link io.candlestream.tools.doctor.topic.RecordCheck} judge it.
 */
package io.candlestream.tools.doctor.topic;
