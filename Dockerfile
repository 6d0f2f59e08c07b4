# Goals in one image: the server, its pages, and nothing that only the build needs. How to run it: deploy/README.md.

FROM swift:6.3-bookworm AS build
# No versions: Debian keeps only the newest of a release, so that a pin soon finds nothing.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libbrotli-dev libcurl4-openssl-dev libpq-dev libsqlite3-dev pkg-config zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# The packages change seldom: their layer stays while only sources change.
COPY Package.swift Package.resolve[d] ./
RUN swift package resolve
# SwiftPM wants the folders of all targets that the manifest names, the tests' too.
COPY Tests Tests
COPY scripts/build scripts/
COPY Sources Sources
RUN scripts/build --static-swift-stdlib \
    && install -D -s "$(swift build -c release --static-swift-stdlib --show-bin-path)/GoalsServer" /out/GoalsServer

FROM debian:bookworm-slim
# tzdata: people's time zones. ca-certificates: those of single sign-on, and the database's when DB_SSLROOTCERT names the system's.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libbrotli1 libcurl4 libpq5 libsqlite3-0 tzdata zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 goals \
    && useradd --uid 10001 --gid goals --no-create-home --home-dir /data --shell /usr/sbin/nologin goals \
    && install -d -o goals -g goals -m 0700 /data
WORKDIR /app
COPY --from=build /out/GoalsServer ./
COPY Public Public
# In numbers, so that an orchestrator can tell that this is not root.
USER 10001:10001
ENV HOST=0.0.0.0 PORT=80 DATA_DIR=/data PUBLIC_DIR=/app/Public LOG_FORMAT=json
EXPOSE 80
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["/app/GoalsServer", "health"]
ENTRYPOINT ["/app/GoalsServer"]
# Last, because these change with each build.
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Goals" \
      org.opencontainers.image.description="Set goals, check in on them, and see honestly whether you will get there." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
