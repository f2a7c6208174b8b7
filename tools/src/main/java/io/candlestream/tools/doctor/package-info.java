/**
 * The doctor: {@link io.candlestream.tools.doctor.DoctorCommand} has a {@code Doctor} ask the brokers (package {@code topic}),
 * Cassandra (package {@code table}), the exchange and the registry side by side, and judge what they answered with what lies on
 * this machine (package {@code checkpoint}, {@code MachineCheck}, {@code ClockCheck}). {@code DoctorReport} prints the findings.
 * Nothing is changed anywhere.
 */
package io.candlestream.tools.doctor;
