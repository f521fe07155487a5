package org.imagebuilder.composer.repositories;

import org.imagebuilder.composer.ComposerSettings;
import org.imagebuilder.composer.catalogue.Catalogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the repositories that requests without any are served with. */
@Configuration(proxyBeanMethods = false)
class RepositoriesConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RepositoriesConfiguration.class);

    @Bean
    DefaultRepositories defaultRepositories(ComposerSettings settings, Catalogue catalogue) {
        Definitions definitions = new Definitions(catalogue::standardName);
        settings.repositories().forEach(definitions::addFolder);
        if (settings.usesBuiltInRepositories()) {
            definitions.addBuiltIn();
        }
        log.info(
                "default repositories of {} distributions",
                definitions.byDistribution().size());
        return new DefaultRepositories(definitions);
    }
}
