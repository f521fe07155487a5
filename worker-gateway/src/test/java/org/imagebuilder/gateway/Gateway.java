package org.imagebuilder.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** Runs the whole gateway on a database of its own; tests that need the same settings share it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = WorkerGatewayApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=worker-gateway",
            "logging.level.root=warn",
            "logging.level.kafka=error",
            "logging.level.com.zaxxer=error",
            "logging.level.org.apache.kafka=error",
            "management.server.port=0",
            "imagebuilder.authentication.mode=none",
            "imagebuilder.gateway.request-job-timeout=2s",
            "imagebuilder.gateway.max-body-size=1MB",
            "imagebuilder.gateway.bodies-in-memory=2MB",
            "spring.datasource.hikari.connection-timeout=500"
        })
@ContextConfiguration(initializers = Backends.class)
@Import({Worker.class, Queue.class})
@interface Gateway {}
