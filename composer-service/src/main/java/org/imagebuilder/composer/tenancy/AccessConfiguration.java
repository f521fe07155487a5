package org.imagebuilder.composer.tenancy;

import java.util.Set;
import org.imagebuilder.http.authentication.AccessRules;
import org.imagebuilder.http.authentication.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What clients need for which operation. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    AccessRules accessRules() {
        return new AccessRules(
                Set.of("/openapi", "/errors"), (method, _) -> method.equals("GET") ? Role.OBSERVE : Role.SUBMIT);
    }
}
