package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.detach.AttachmentPoint;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.driver.internal.core.cql.DefaultColumnDefinition;
import com.datastax.oss.driver.internal.core.cql.DefaultColumnDefinitions;
import com.datastax.oss.driver.internal.core.cql.DefaultPreparedStatement;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.RawType;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A session without a server: it prepares an insert as Cassandra would, and what is sent through it comes straight back. */
final class DeafSession {
    private static final ByteBuffer ID = ByteBuffer.allocate(16);

    private DeafSession() {}

    static CqlSession of(List<? extends Column<?>> columns) {
        PreparedStatement prepared = prepared(variables(columns));
        return (CqlSession) Proxy.newProxyInstance(
                DeafSession.class.getClassLoader(), new Class<?>[] {CqlSession.class}, (session, method, arguments) -> {
                    return switch (method.getName()) {
                        case "prepare" -> prepared;
                        case "executeAsync" -> CompletableFuture.completedFuture(arguments[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private static ColumnDefinitions variables(List<? extends Column<?>> columns) {
        List<ColumnDefinition> variables = new ArrayList<>();
        columns.forEach(column -> variables.add(variable(column.name(), column.type(), variables.size())));
        variables.add(variable("[timestamp]", DataTypes.BIGINT, variables.size()));
        return DefaultColumnDefinitions.valueOf(variables);
    }

    private static ColumnDefinition variable(String name, DataType type, int index) {
        ColumnSpec spec =
                new ColumnSpec("assets", "assets", name, index, RawType.PRIMITIVES.get(type.getProtocolCode()));
        return new DefaultColumnDefinition(spec, AttachmentPoint.NONE);
    }

    private static PreparedStatement prepared(ColumnDefinitions variables) {
        return new DefaultPreparedStatement(
                ID,
                "INSERT",
                variables,
                List.of(1),
                ID,
                DefaultColumnDefinitions.valueOf(List.of()),
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                0,
                null,
                null,
                false,
                CodecRegistry.DEFAULT,
                ProtocolVersion.DEFAULT);
    }
}
