# One image per module that runs by itself: docker build --build-arg MODULE=dispatcher .
FROM eclipse-temurin:25-jdk AS build
WORKDIR /source
COPY . .
# All modules in one go, so that the images of a compose file share this stage.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q -B -ntp -Dmaven.test.skip=true -pl migrations,dispatcher,composer-service,worker-gateway -am package
ARG MODULE
# Unpacked, a service starts faster than from a jar of jars.
RUN java -Djarmode=tools -jar "$MODULE"/target/"$MODULE"-*-exec.jar extract --destination /app && \
    mv /app/"$MODULE"-*-exec.jar /app/service.jar

FROM eclipse-temurin:25-jre
# A new volume takes its owner from the folder that it covers.
RUN useradd --system --no-create-home service && install -d -o service /var/lib/image-builder/artifacts
# Fewer pools of native memory, which each keep what they once had.
ENV MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=build /app /app
COPY jvm.options .
# Half of the container for the heap, half of that from the start: compiled code, the compiler itself, classes, threads
# and buffers need the rest.
ENV JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:InitialRAMPercentage=25 -XX:+ExitOnOutOfMemoryError"
# Which parts a service has was found out when it was built; settings decide at each start what they do.
# A start that ends when it misses its database leaves a cache of what the JVM loaded and linked until then.
ARG MODULE
RUN if [ "$MODULE" != migrations ]; then \
        timeout 120 java -Dspring.aot.enabled=true @jvm.options $JAVA_OPTIONS -XX:AOTCacheOutput=service.aot -Xlog:aot*=off -jar service.jar \
            --imagebuilder.authentication.mode=jwt --imagebuilder.authentication.jwt.issuers=https://issuer.invalid \
            --imagebuilder.secrets.plaintext=true --imagebuilder.artifacts.folder=/tmp/artifacts >/dev/null; \
        rm -rf /tmp/artifacts; test -s service.aot; \
    fi
USER service
# Without the cache, or with one of another JVM, everything works as well, only later.
ENTRYPOINT ["sh", "-c", "exec java -Dspring.aot.enabled=true @jvm.options $JAVA_OPTIONS -XX:AOTCache=service.aot -Xlog:aot*=off -jar service.jar \"$@\"", "service"]
