export const css = `
:host{display:inline-block;vertical-align:middle}
.chip{display:inline-flex;align-items:center;justify-content:center;gap:6px;min-inline-size:10.5em;min-block-size:36px;padding:0 12px;border:1px solid var(--line);border-radius:99px;background:var(--surface);color:var(--ink);font:inherit;text-decoration:none;white-space:nowrap;cursor:pointer}
:host([compact]) .chip{min-inline-size:5.75em}
:host([compact]) .unit{display:none}
.chip:hover{border-color:var(--ink-soft)}
.amount{font-weight:600}
.unit{color:var(--ink-soft)}
.low .amount{color:var(--warn)}
.low{border-color:var(--warn)}
svg{inline-size:16px;block-size:16px;flex:none;color:var(--accent)}
.low svg,.failed svg{color:var(--warn)}
.held circle{stroke-dasharray:3 2.2}
.tip{position:fixed;inset:auto;margin:0;inline-size:max-content;max-inline-size:min(300px,calc(100vw - 16px));padding:14px 16px;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);color:var(--ink);box-shadow:0 8px 24px light-dark(rgb(16 24 40/14%),rgb(0 0 0/50%));font-size:13px;white-space:normal;text-align:start;z-index:9999}
.tip:not(.shown){display:none}
.head{display:flex;align-items:center;justify-content:space-between;gap:24px;margin-block-end:8px;font-weight:600;font-size:14px}
.row{display:flex;justify-content:space-between;gap:24px}
.row+.row{margin-block-start:4px}
.row span:first-child{color:var(--ink-soft)}
.bar{display:block;inline-size:100%;block-size:4px;margin-block-end:10px;border-radius:2px;background:var(--line);color:var(--accent)}
.low~.tip .bar{color:var(--warn)}
.tip p{margin:10px 0 0;color:var(--ink-soft)}
.tip p.wrong{color:var(--warn)}
.touch{display:none}
@media (hover:none){.touch{display:block}}
`;
