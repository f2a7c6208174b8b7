#!/bin/bash
# Starts the broker where Redpanda's flags say; a flag that Redpanda does not have is refused, as it would be there.
set -euo pipefail
data=/var/lib/redpanda/data
settings=/tmp/server.properties

fail() {
  echo "redpanda stand-in: $*" >&2
  exit 1
}

[ "${1:-} ${2:-}" = "redpanda start" ] || fail "cannot run '$*': only 'redpanda start' is known"
shift 2
for flag in "$@"; do
  case $flag in
    --kafka-addr=*) listeners=${flag#*=} ;;
    --advertise-kafka-addr=*) advertised=${flag#*=} ;;
    --overprovisioned | --node-id=* | --smp=* | --memory=* | --reserve-memory=* | --unsafe-bypass-fsync=*) ;;
    --rpc-addr=* | --advertise-rpc-addr=* | --set=redpanda.*=*) ;;
    *) fail "unknown flag: $flag" ;;
  esac
done

cat > "$settings" <<TXT
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:9093
listeners=$listeners,CONTROLLER://127.0.0.1:9093
advertised.listeners=$advertised
inter.broker.listener.name=internal
controller.listener.names=CONTROLLER
listener.security.protocol.map=internal:PLAINTEXT,external:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=$data
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
auto.create.topics.enable=false
log.retention.ms=-1
TXT
java -Xmx128m -cp '/opt/kafka/lib/*' kafka.tools.StorageTool \
  format --ignore-formatted --cluster-id Y2FuZGxlc3RyZWFtLXRlc3 --config "$settings"
exec java -Xmx384m -XX:+UseSerialGC -cp '/opt/kafka/lib/*' kafka.Kafka "$settings"
