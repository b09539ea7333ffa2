# The version of Node that the tests run on.
ARG NODE=20.20-bookworm-slim

# better-sqlite3 is compiled here, and the compiler stays here.
FROM node:${NODE} AS build
WORKDIR /sitrep
RUN apt-get update \
 && apt-get install --yes --no-install-recommends g++ make python3 \
 && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY nest-cli.json tsconfig.json .swcrc ./
COPY apps apps
COPY libs libs
COPY test test
RUN npm run build \
 && rm -rf dist/test \
 && find dist -name '*.spec.*' -delete \
 && npm prune --omit=dev

FROM node:${NODE}
ENV NODE_ENV=production \
    SITREP_HOST=0.0.0.0 \
    SITREP_DATA_DIR=/var/lib/sitrep
WORKDIR /sitrep
COPY --from=build /sitrep/package.json ./
COPY --from=build /sitrep/node_modules node_modules
COPY --from=build /sitrep/dist dist
COPY LICENSE ./
RUN install --directory --owner=node --group=node /var/lib/sitrep
USER node
VOLUME /var/lib/sitrep
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.SITREP_PORT ?? 3000}/health/ready`, { signal: AbortSignal.timeout(4000) }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/apps/cli/main.js"]
CMD ["serve"]
