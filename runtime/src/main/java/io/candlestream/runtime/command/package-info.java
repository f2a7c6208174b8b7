/**
 * How every command answers: {@link io.candlestream.runtime.command.CommandStyle} those with options, {@link
 * io.candlestream.runtime.command.Arguments} those that are set up by their environment alone.
 */
package io.candlestream.runtime.command;
