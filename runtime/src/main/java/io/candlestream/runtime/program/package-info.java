/** How a program begins and ends: {@link io.candlestream.runtime.program.Program} turns the end of a main into an exit code and one line. */
package io.candlestream.runtime.program;
