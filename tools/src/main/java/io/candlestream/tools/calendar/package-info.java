/** Which days of each pair are certified, whole, healed or have a hole: {@code DayCalendar}, which {@code list --days} prints. */
package io.candlestream.tools.calendar;
