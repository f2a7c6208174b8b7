/**
 * What a check says: a {@link io.candlestream.tools.doctor.check.CheckResult}, which a {@link
 * io.candlestream.tools.doctor.check.CheckBuilder} makes of what was noticed in an {@link
 * io.candlestream.tools.doctor.check.ProbeResult}.
 */
package io.candlestream.tools.doctor.check;
