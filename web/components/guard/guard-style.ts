export const css = `
:host{position:relative;display:inline-flex;align-items:center;gap:10px;vertical-align:middle}
.cost{display:grid;min-inline-size:5.5em;font-size:13px;line-height:16px;color:var(--ink-soft)}
.more{display:flex;align-items:center;gap:6px}
.cost .badge{line-height:16px}
.short{color:var(--warn);font-weight:500}
:host([busy]) .cost{animation:waiting 1.2s ease-in-out infinite}
.note{position:absolute;inset-block-start:calc(100% + 6px);inset-inline-start:0;z-index:9;padding:4px 10px;border:1px solid var(--line);border-radius:6px;background:var(--surface);inline-size:max-content;max-inline-size:100%;font-size:13px;box-shadow:0 2px 8px light-dark(rgb(16 24 40/10%),rgb(0 0 0/40%))}
.note:empty{display:none}
.note.warn{color:var(--warn)}
dialog{inline-size:min(420px,calc(100vw - 32px));padding:24px;border:1px solid var(--line);border-radius:calc(var(--radius) + 4px);background:var(--surface);color:var(--ink);box-shadow:0 16px 48px light-dark(rgb(16 24 40/20%),rgb(0 0 0/60%));white-space:normal;text-align:start}
dialog::backdrop{background:rgb(10 12 18/45%)}
h2{margin:0 0 6px;font-size:17px;line-height:24px;font-weight:600;outline:0}
p{margin:0 0 12px;color:var(--ink-soft)}
dl{display:grid;grid-template-columns:repeat(3,1fr);margin:16px 0;border:1px solid var(--line);border-radius:var(--radius)}
dl div{padding:10px 14px}
dl div+div{border-inline-start:1px solid var(--line)}
dt{font-size:12.5px;color:var(--ink-soft)}
dd{margin:0;font-size:18px;line-height:24px;font-weight:600}
ul{display:grid;gap:8px;margin:0 0 16px;padding:0;list-style:none}
.pack{display:flex;align-items:baseline;gap:8px;padding:10px 14px;border:1px solid var(--line);border-radius:var(--radius);color:inherit;text-decoration:none}
.pack:hover{border-color:var(--accent)}
.pack span{font-size:13px;color:var(--good)}
.pack .number{margin-inline-start:auto}
footer{display:flex;flex-wrap:wrap;justify-content:end;gap:8px;margin-block-start:20px}
`;
