-- What the payment provider sent, and what became of it: for operators to look at. Whether credits moved is for the ledger to
-- say, whose names have no second; these rows may be thrown away.
CREATE TABLE webhook_events (
  tenant_id     text COLLATE "C" NOT NULL,
  event_id      text COLLATE "C" NOT NULL,
  type          text NOT NULL,
  object_id     text COLLATE "C" NOT NULL,
  client_id     text COLLATE "C",
  fate          text NOT NULL CHECK (fate IN ('handled', 'ignored', 'refused', 'failed')),
  reason        text,
  trace_id      text COLLATE "C" NOT NULL,
  occurred_at   timestamptz NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at  timestamptz NOT NULL,
  deliveries    integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, event_id)
);

CREATE INDEX webhook_events_newest ON webhook_events (tenant_id, last_seen_at DESC);
CREATE INDEX webhook_events_object ON webhook_events (tenant_id, object_id);
