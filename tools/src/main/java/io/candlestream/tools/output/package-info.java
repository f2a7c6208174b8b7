/** What the commands print: JSON, and the text fields of a record that may be damaged. */
package io.candlestream.tools.output;
