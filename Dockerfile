# The bot alone. With PostgreSQL beside it: compose.yaml. How to use both: docs/operations.md.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /requirements.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r /requirements.txt

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/reception --shell /usr/sbin/nologin reception
COPY --from=packages /venv /venv
WORKDIR /opt/reception
COPY . .
# Whoever runs it may not write here.
RUN python -m compileall -q bot clinic crm db handlers locales reception
# What stands in the environment of the container goes before these.
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite+aiosqlite:////var/lib/reception/reception.db \
    HTTP_HOST=0.0.0.0 \
    HTTP_PORT=8080
USER 10001
VOLUME /var/lib/reception
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['HTTP_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
