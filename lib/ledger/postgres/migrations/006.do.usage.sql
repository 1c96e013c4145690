-- What charges add up to is read off this index alone: a row of the ledger is a kilobyte, and a sum wants a tenth of it. In
-- the order of time, so that entries are only ever added at its end, and a month's sum reads a month's part of it.
CREATE INDEX credit_events_usage ON credit_events (tenant_id, created_at)
  INCLUDE (quantity, credits_delta, shortfall, estimated_cost_micro_eur, credit_value_micro_eur, action_id, product, client_id)
  WHERE kind IN ('debit', 'capture', 'reversal');

-- Reversals that were written before they said what a credit was worth. There will be no more of them.
CREATE INDEX credit_events_unvalued ON credit_events (tenant_id, created_at)
  WHERE kind = 'reversal' AND credit_value_micro_eur IS NULL;

-- The rows behind an index need no look where the visibility map says so, and it is autovacuum that says it to the map. Rows are
-- never changed here, so there is little to do: it may come after a hundredth of new rows instead of a fifth.
ALTER TABLE credit_events SET (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_insert_threshold = 10000);
