-- The ledger. An entry is never changed: the triggers below refuse it to everybody who does not disable them, and the
-- chain of hashes shows it where somebody did. Text columns that are compared or sorted are in C order, which is bytes.

CREATE TABLE credit_events (
  event_id                 uuid        NOT NULL,
  tenant_id                text        COLLATE "C" NOT NULL,
  client_id                text        COLLATE "C" NOT NULL,
  seq                      bigint      NOT NULL CHECK (seq >= 1),
  kind                     text        NOT NULL,
  name                     text        COLLATE "C" NOT NULL,
  product                  text,
  action_id                text,
  quantity                 bigint,
  credits_delta            bigint      NOT NULL,
  shortfall                bigint      NOT NULL CHECK (shortfall >= 0),
  estimated_cost_micro_eur bigint,
  credit_value_micro_eur   bigint,
  idempotency_key          text        COLLATE "C" NOT NULL,
  input_hash               text        NOT NULL,
  trace_id                 text        COLLATE "C" NOT NULL,
  actor                    text        NOT NULL,
  ref                      text        COLLATE "C",
  registry_version         bigint      NOT NULL,
  event                    jsonb       NOT NULL,
  balance_after            bigint      NOT NULL,
  granted_after            bigint      NOT NULL CHECK (granted_after >= 0),
  purchased_after          bigint      NOT NULL,
  held_after               bigint      NOT NULL CHECK (held_after >= 0),
  created_at               timestamptz NOT NULL,
  hash                     text        NOT NULL,
  CHECK (balance_after = granted_after + purchased_after),
  PRIMARY KEY (tenant_id, client_id, seq),
  UNIQUE (tenant_id, client_id, name)
);

CREATE INDEX credit_events_ref ON credit_events (tenant_id, client_id, ref) WHERE ref IS NOT NULL;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation', HINT = 'Correct an entry by a new one.';
END
$$;

CREATE TRIGGER credit_events_keep_rows BEFORE UPDATE OR DELETE ON credit_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_events_keep_table BEFORE TRUNCATE ON credit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The projection: each wallet as its entries leave it. Version 0 is a wallet that is being opened.
CREATE TABLE credit_wallets (
  tenant_id       text   COLLATE "C" NOT NULL,
  client_id       text   COLLATE "C" NOT NULL,
  version         bigint NOT NULL,
  plan_id         text,
  monthly_grant   bigint NOT NULL,
  soft_cap        bigint NOT NULL,
  granted_balance bigint NOT NULL,
  topup_balance   bigint NOT NULL,
  held            bigint NOT NULL CHECK (held >= 0),
  state           jsonb  NOT NULL,
  head_hash       text   NOT NULL,
  updated_at      timestamptz,
  PRIMARY KEY (tenant_id, client_id),
  CHECK (granted_balance >= 0 AND granted_balance <= soft_cap)
) WITH (fillfactor = 80);

CREATE TABLE registry_versions (
  tenant_id    text        COLLATE "C" NOT NULL,
  version      bigint      NOT NULL CHECK (version >= 1),
  document     jsonb       NOT NULL,
  published_at timestamptz NOT NULL,
  author       text        NOT NULL,
  note         text,
  PRIMARY KEY (tenant_id, version)
);

CREATE TRIGGER registry_versions_keep_rows BEFORE UPDATE OR DELETE ON registry_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER registry_versions_keep_table BEFORE TRUNCATE ON registry_versions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
