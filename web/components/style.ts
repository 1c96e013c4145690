const sheets = new Map<string, CSSStyleSheet>();

/** One sheet for all elements of a kind. */
export const sheetOf = (css: string): CSSStyleSheet => {
  const kept = sheets.get(css);
  if (kept) return kept;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(css, sheet);
  return sheet;
};

/**
 * What a page may set as `--cz-credits-<name>`, with its defaults; light or dark as the page's color-scheme is. Inside they
 * are `--ink`, `--line` …, so that each default stands here once.
 */
const THEME = {
  font: 'inherit',
  surface: 'light-dark(#ffffff, #15171c)',
  sunken: 'light-dark(#f3f4f6, #0f1115)',
  line: 'light-dark(#d5d9df, #343944)',
  ink: 'light-dark(#16181d, #eceef2)',
  'ink-soft': 'light-dark(#565d6b, #a3aab8)',
  accent: 'light-dark(#3b4cca, #97a3ff)',
  'accent-ink': 'light-dark(#ffffff, #12141c)',
  good: 'light-dark(#0f7a4f, #4cc38a)',
  warn: 'light-dark(#8a5a00, #f0b44c)',
  'warn-wash': 'light-dark(#fdf3dc, #2e230c)',
  bad: 'light-dark(#b3261e, #ff8d85)',
  'bad-wash': 'light-dark(#fdecea, #35150f)',
  radius: '8px',
};

const properties = Object.entries(THEME)
  .map(([name, value]) => `--${name}:var(--cz-credits-${name},${value})`)
  .join(';');

/** Shared by all elements: the theme, and what buttons, badges and placeholders look like. */
export const tokens = sheetOf(`
:host{${properties};color:var(--ink);font-family:var(--font);font-size:14px;line-height:20px}
:host([hidden]){display:none}
*,::before,::after{box-sizing:border-box}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.number{font-variant-numeric:tabular-nums;white-space:nowrap}
.soft{color:var(--ink-soft)}
.badge{padding:0 6px;border-radius:99px;background:var(--warn-wash);color:var(--warn);font-size:12px;line-height:18px;font-weight:500;white-space:nowrap}
.button{display:inline-flex;align-items:center;justify-content:center;min-block-size:36px;padding:0 14px;border:1px solid var(--line);border-radius:calc(var(--radius) - 2px);background:var(--surface);color:var(--ink);font:inherit;font-weight:500;text-decoration:none;white-space:nowrap;cursor:pointer}
.button:hover{border-color:var(--ink-soft)}
.button.primary{border-color:transparent;background:var(--accent);color:var(--accent-ink)}
.waiting{border-radius:6px;background:var(--sunken);color:transparent;user-select:none;animation:waiting 1.6s ease-in-out infinite}
@keyframes waiting{50%{opacity:.5}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
`);
