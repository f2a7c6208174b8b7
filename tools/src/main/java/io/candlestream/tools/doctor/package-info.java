/**
 * The doctor: {@link io.candlestream.tools.doctor.DoctorCommand} has a {@code Doctor} ask the brokers (package {@code topic}),
 * Cassandra (package {@code table}), the exchange and the registry side by side, and judge what they told with what lies on
 * this machine (package {@code checkpoint}, {@code MachineCheck}, {@code ClockCheck}). {@code Report} prints the findings.
 * Nothing is changed anywhere.
 */
package io.candlestream.tools.doctor;
