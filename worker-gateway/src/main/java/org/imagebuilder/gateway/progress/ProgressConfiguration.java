package org.imagebuilder.gateway.progress;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.imagebuilder.gateway.GatewaySettings;
import org.imagebuilder.http.requests.RequestArgument;
import org.imagebuilder.http.requests.Tenants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives controllers {@link JobToken} as an argument, and large bodies their turn. */
@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {

    @Bean
    WebMvcConfigurer jobUpdates(GatewaySettings settings, MeterRegistry meters, Tenants tenants) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RequestArgument<>(
                        JobToken.class, request -> JobToken.in(request, tenants.channelOf(request))));
            }

            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new RoomForBodies(settings, meters));
            }
        };
    }
}
