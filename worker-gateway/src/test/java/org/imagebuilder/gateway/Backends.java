package org.imagebuilder.gateway;

import org.imagebuilder.migrations.Migrations;
import org.imagebuilder.testsupport.TestDatabase;
import org.imagebuilder.testsupport.TestKafka;
import org.imagebuilder.testsupport.TestPostgres;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

final class Backends implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestDatabase database = TestPostgres.freshDatabase("migrated", Migrations::migrate);
        TestPropertyValues.of(
                        "spring.datasource.url=" + database.jdbcUrl(),
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=" + database.password(),
                        "spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers())
                .applyTo(context);
    }
}
