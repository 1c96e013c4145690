-- What each wallet owes to Odoo, where Odoo mirrors the ledger: the entries from `carried_seq`, which is there already, to
-- `owed_seq`. One row a wallet, written in the transaction that appends the entries. Nothing is due where `due_at` is null.
CREATE TABLE odoo_outbox (
  tenant_id     text        COLLATE "C" NOT NULL,
  client_id     text        COLLATE "C" NOT NULL,
  carried_seq   bigint      NOT NULL DEFAULT 0 CHECK (carried_seq >= 0),
  owed_seq      bigint      NOT NULL,
  waiting_since timestamptz,
  due_at        timestamptz,
  attempts      integer     NOT NULL DEFAULT 0,
  reason        text,
  PRIMARY KEY (tenant_id, client_id),
  CHECK (carried_seq <= owed_seq),
  CHECK ((due_at IS NULL) = (carried_seq = owed_seq)),
  CHECK ((due_at IS NULL) = (waiting_since IS NULL))
) WITH (fillfactor = 80);

-- Neither column changes while a wallet that waits already is written to again: that stays an update in place.
CREATE INDEX odoo_outbox_due ON odoo_outbox (tenant_id, due_at) WHERE due_at IS NOT NULL;

-- Who carries at the moment, how the last time ended, and up to which wallet the older entries of the ledger have been
-- put into the outbox: null when all have.
CREATE TABLE odoo_mirror (
  tenant_id      text        COLLATE "C" PRIMARY KEY,
  holder         text        NOT NULL,
  held_until     timestamptz NOT NULL,
  enlisted_up_to text        COLLATE "C" DEFAULT '',
  ended_at       timestamptz,
  failure        text
);
