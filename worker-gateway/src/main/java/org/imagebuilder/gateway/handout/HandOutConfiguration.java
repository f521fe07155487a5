package org.imagebuilder.gateway.handout;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets {@link Connection} see behind the servlet API. */
@Configuration(proxyBeanMethods = false)
class HandOutConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connections() {
        return factory -> factory.addContextValves(new RememberConnection());
    }

    private static final class RememberConnection extends ValveBase {

        RememberConnection() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            Connection.remember(request);
            getNext().invoke(request, response);
        }
    }
}
