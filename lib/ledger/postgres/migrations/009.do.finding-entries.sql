-- What entries are found by over all wallets, without a tree that every debit would have to be sorted into: a summary of
-- each stretch of 32 pages, some 260 entries, made when the stretch is full. Searches name a time, too, because that column
-- is what tells the planner that the summaries are worth reading.
CREATE INDEX credit_events_find ON credit_events USING brin (
  trace_id text_bloom_ops (n_distinct_per_range = 400, false_positive_rate = 0.001),
  idempotency_key text_bloom_ops (n_distinct_per_range = 400, false_positive_rate = 0.001),
  created_at
) WITH (pages_per_range = 32, autosummarize = on);

-- Messages in the order in which each came first: that place in a list stays, however often they come again.
CREATE INDEX webhook_events_first ON webhook_events (tenant_id, first_seen_at DESC, event_id DESC);
