# Builds the very program that `make build` gives and puts nothing else beside
# it: no shell, no package manager, no user but its own.
FROM golang:1.26-bookworm AS build
WORKDIR /src

# The modules change less often than the code, so they are a layer of their own.
# Behind a firewall: docker build --build-arg GOPROXY=...
ARG GOPROXY
COPY go.mod go.sum ./
RUN go mod download

COPY . .
RUN make build

# The folders that the program may write. They lie in one that is copied whole,
# because only what lies in a copied folder surely gets the new owner.
RUN mkdir -p /owned/data /owned/tmp

FROM scratch
ARG VERSION=dev
LABEL org.opencontainers.image.title="Hài Lòng" \
      org.opencontainers.image.description="Measures how satisfied people are with a commune's administrative services" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"

COPY --from=build --chown=65532:65532 /owned/ /
# Without the authorities no database can be reached over TLS.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip
COPY --from=build /src/LICENSE /LICENSE
COPY --from=build /src/bin/hailong /hailong

ENV HAILONG_DATA_DIR=/data \
    ZONEINFO=/zoneinfo.zip
# By number, so that an orchestrator can see that it is not root.
USER 65532:65532
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["/hailong", "health"]
ENTRYPOINT ["/hailong"]
CMD ["serve"]
