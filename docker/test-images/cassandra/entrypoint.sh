#!/bin/bash
# Writes the settings that the official image ends up with for one node (no login, the commit log synced now and then),
# and starts the server with the heap and the further options of the environment.
set -euo pipefail
address=$(hostname -i | cut -d' ' -f1)
cat > /etc/cassandra/cassandra.yaml <<TXT
cluster_name: Test Cluster
num_tokens: 16
partitioner: org.apache.cassandra.dht.Murmur3Partitioner
endpoint_snitch: SimpleSnitch
listen_address: $address
broadcast_rpc_address: $address
rpc_address: 0.0.0.0
seed_provider:
  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
    parameters: [{seeds: $address}]
authenticator:
  class_name: org.apache.cassandra.auth.AllowAllAuthenticator
authorizer:
  class_name: org.apache.cassandra.auth.AllowAllAuthorizer
role_manager:
  class_name: CassandraRoleManager
commitlog_sync: periodic
commitlog_sync_period: 10000ms
TXT
jamm=$(echo /opt/cassandra/lib/jamm-*.jar)
# shellcheck disable=SC2086 # JVM_EXTRA_OPTS is a list of options
exec java "-javaagent:$jamm" "-Xms${MAX_HEAP_SIZE:-1G}" "-Xmx${MAX_HEAP_SIZE:-1G}" @/opt/cassandra/jvm.options \
  ${JVM_EXTRA_OPTS:-} -cp '/opt/cassandra/lib/*' org.apache.cassandra.service.CassandraDaemon
