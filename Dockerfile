# One image per module that runs by itself: docker build --build-arg MODULE=dispatcher .
FROM eclipse-temurin:25-jdk AS build
WORKDIR /source
COPY . .
# All modules in one go, so that the images of a compose file share this stage and the next.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q -B -ntp -Dmaven.test.skip=true -pl migrations,dispatcher,composer-service,worker-gateway,bench -am package
# Unpacked, a service starts faster than from a jar of jars. What unpacks needs Spring, which the migrations do not have.
RUN for module in dispatcher composer-service worker-gateway bench; do \
        java -Djarmode=tools -jar "$module"/target/"$module"-*-exec.jar extract --destination "/app/$module" && \
        mv "/app/$module/$module"-*-exec.jar "/app/$module/service.jar" || exit 1; \
    done && \
    mkdir /app/migrations && cp migrations/target/migrations-*-exec.jar /app/migrations/service.jar

# Each service writes down under load what its JVM has loaded, linked and compiled: the same JVM as later, and the same
# jar at the same path.
FROM eclipse-temurin:25-jre AS trained
# PostgreSQL does not run as root.
RUN useradd --system --create-home service
COPY --from=build --chown=service /app /app
COPY --chown=service jvm.options /app
USER service
WORKDIR /app
RUN timeout 900 java -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp "bench/service.jar:bench/lib/*" \
        org.imagebuilder.bench.Bench --train --jars /app --jvm-options /app/jvm.options

FROM eclipse-temurin:25-jre
# A new volume takes its owner from the folder that it covers.
RUN useradd --system --no-create-home service && install -d -o service /var/lib/image-builder/artifacts
# Fewer pools of native memory, which each keep what they once had.
ENV MALLOC_ARENA_MAX=2
# Half of the container for the heap, half of that from the start: compiled code, the compiler itself, classes, threads
# and buffers need the rest.
ENV JAVA_OPTIONS="-XX:MaxRAMPercentage=50 -XX:InitialRAMPercentage=25 -XX:+ExitOnOutOfMemoryError"
ARG MODULE
WORKDIR /app/$MODULE
COPY --from=trained --chown=root /app/$MODULE .
COPY jvm.options .
USER service
# Which parts a service has was found out when it was built; settings decide at each start what they do.
# Without the cache, or with one of another JVM, everything works as well, only later.
ENTRYPOINT ["sh", "-c", "exec java -Dspring.aot.enabled=true @jvm.options $JAVA_OPTIONS -XX:AOTCache=service.aot -Xlog:aot*=off -jar \"$PWD/service.jar\" \"$@\"", "service"]
