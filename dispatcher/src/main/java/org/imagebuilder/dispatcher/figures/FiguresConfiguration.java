package org.imagebuilder.dispatcher.figures;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import org.imagebuilder.dispatcher.turns.Turn;
import org.imagebuilder.dispatcher.turns.Turns;
import org.imagebuilder.metrics.JobMetrics;
import org.imagebuilder.queue.Census;
import org.imagebuilder.queue.Statements;
import org.imagebuilder.queue.outbox.CommitListener;
import org.imagebuilder.queue.outbox.LanePublisher;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Configuration(proxyBeanMethods = false)
class FiguresConfiguration {

    @Bean
    @Primary
    CommitListener serverSideEnds(LanePublisher publisher, JobMetrics metrics) {
        return new ServerSideEnds(publisher, metrics);
    }

    @Bean(destroyMethod = "close")
    Turn turnToReport(Turns turns, FiguresProperties properties) {
        return turns.of("figures", properties.term());
    }

    @Bean
    Reporting reporting(
            @Qualifier("turnToReport") Turn turn, Statements statements, Clock clock, PrometheusRegistry registry) {
        var reporting = new Reporting(turn, new Census(statements), clock);
        registry.register(reporting);
        return reporting;
    }
}
