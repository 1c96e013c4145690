-- What all wallets of a ledger had come to at a moment. Best of a ledger that lies elsewhere: only then does it also show
-- what somebody did who owns this database.
CREATE TABLE ledger_checkpoints (
  tenant_id text   COLLATE "C" NOT NULL,
  number    bigint NOT NULL CHECK (number >= 1),
  document  json   NOT NULL,
  PRIMARY KEY (tenant_id, number)
);

CREATE TRIGGER ledger_checkpoints_keep_rows BEFORE UPDATE OR DELETE ON ledger_checkpoints
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_checkpoints_keep_table BEFORE TRUNCATE ON ledger_checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
