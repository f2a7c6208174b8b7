/**
 * The live nodes: {@link io.candlestream.loader.node.NodeSchema} asks them for their versions and their table's definition, and a {@link
 * io.candlestream.loader.node.Handover} gives them finished files: {@link io.candlestream.loader.node.NodeImport} has the one node take
 * them over where they lie, {@link io.candlestream.loader.node.NodeStream} sends each node of a cluster its part.
 */
package io.candlestream.loader.node;
