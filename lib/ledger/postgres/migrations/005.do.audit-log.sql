-- What operators did, or were kept from doing. Numbered and chained by hashes within a tenant, like the entries of a wallet.
CREATE TABLE audit_log (
  tenant_id text        COLLATE "C" NOT NULL,
  seq       bigint      NOT NULL CHECK (seq >= 1),
  at        timestamptz NOT NULL,
  who       text        COLLATE "C" NOT NULL,
  doing     text        COLLATE "C" NOT NULL,
  request   text        NOT NULL,
  client_id text        COLLATE "C",
  status    smallint    NOT NULL,
  trace_id  text        COLLATE "C" NOT NULL,
  hash      text        COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);

CREATE TRIGGER audit_log_keep_rows BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_keep_table BEFORE TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
