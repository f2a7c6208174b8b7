/**
 * What a check says: a {@link io.candlestream.tools.doctor.finding.Finding}, which a {@link
 * io.candlestream.tools.doctor.finding.Judgement} makes of what was noticed in an {@link
 * io.candlestream.tools.doctor.finding.Answer}.
 */
package io.candlestream.tools.doctor.finding;
