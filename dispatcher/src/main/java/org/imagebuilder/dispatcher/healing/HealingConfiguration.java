package org.imagebuilder.dispatcher.healing;

import org.apache.kafka.clients.admin.Admin;
import org.imagebuilder.queue.ReadyJobs;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.lanes.LaneContents;
import org.imagebuilder.queue.lanes.LaneHealer;
import org.imagebuilder.queue.outbox.KafkaClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HealingConfiguration {

    @Bean
    LaneHealer laneHealer(Statements statements, Admin kafkaAdminClient, KafkaClients clients) {
        return new LaneHealer(new ReadyJobs(statements), new LaneContents(kafkaAdminClient, clients::reader));
    }
}
