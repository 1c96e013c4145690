/** Measured by the block's own width, since a product may give it a narrow column. */
export const css = `
:host{min-block-size:0;container-type:inline-size}
h2,h3,p,ul,ol,dl,dd,fieldset{margin:0;padding:0;border:0;min-inline-size:0}
ul,ol{list-style:none}
b{font-weight:600}
h2{font-size:16px;line-height:24px;font-weight:600}
[tabindex]:focus-visible{outline:0}
h3{padding:12px 20px;border-bottom:1px solid var(--line);font-size:14px;font-weight:600}
small{display:block;color:var(--ink-soft);font-size:13px;font-weight:400}
code{font:12px/20px ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
section{display:grid;gap:16px;padding:32px 0;border-top:1px solid var(--line);scroll-margin-top:64px}
section:first-child{padding-top:0;border:0}
section:last-child{padding-bottom:0}
header p{margin-top:4px;color:var(--ink-soft);text-wrap:pretty}
.body{min-inline-size:0}
.panel{border:1px solid var(--line);border-radius:var(--radius);background:var(--surface)}
.line,.notice{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:8px 16px}
.number{text-align:end}
.button[aria-disabled=true],[disabled]{opacity:.6;cursor:default}
.current{background:color-mix(in srgb,var(--accent) 10%,var(--surface));color:var(--accent)}
.empty{padding:20px;color:var(--ink-soft)}
.notice{margin-bottom:16px;padding:12px 16px;border:1px solid var(--line);border-radius:var(--radius);background:var(--sunken)}
.notice p{flex:1 1 240px}
.outcome .notice,#history .notice,.more{margin:16px 0 0}
.bad{border-color:transparent;background:var(--bad-wash)}
.good{border-color:transparent;background:color-mix(in srgb,var(--good) 12%,var(--surface))}
.sum{display:grid;gap:16px;padding:20px}
.sum>:first-child{align-items:end}
.sum p{text-align:start}
.big,.mid{font-size:24px;line-height:32px;letter-spacing:-.01em}
.big{font-size:40px;line-height:44px}
.stats{display:flex;gap:32px}
dt{color:var(--ink-soft);font-size:13px}
.stats dd{font-size:16px;font-weight:500;line-height:24px}
svg{inline-size:100%;block-size:8px}
rect{fill:var(--accent)}
.track{fill:color-mix(in srgb,var(--ink) 10%,var(--surface))}
fieldset{display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(210px,1fr))}
.card{display:grid;grid-template-rows:24px auto auto 1fr;gap:0;padding:16px 20px;cursor:pointer}
.card:hover{border-color:var(--ink-soft)}
.card:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.card:has(:disabled){cursor:default}
.card .line{flex-wrap:nowrap;margin-bottom:4px}
.card input{inline-size:16px;block-size:16px;margin:0 0 0 auto;accent-color:var(--accent)}
.card ul{display:grid;gap:4px;align-content:start;margin-block:16px;font-size:13px}
.card li{padding-inline-start:18px;background:linear-gradient(var(--line) 0 0) 0 9px/8px 2px no-repeat}
.rows>li{display:flex;align-items:start;flex-wrap:wrap;gap:0 16px;padding:12px 20px;border-top:1px solid var(--line)}
.about{flex:0 0 100%}
#top-up li{align-items:center;flex-wrap:nowrap}
.rows>li:first-child{border:0}
.rows>li>:first-child{flex:1;min-inline-size:0}
.products{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr))}
.cost{min-inline-size:28px}
.rows>.entry{display:block;padding:0}
summary{display:grid;grid-template-columns:168px 1fr 64px 88px;gap:0 16px;padding:10px 20px;cursor:pointer;border-radius:inherit;list-style:none}
summary::-webkit-details-marker{display:none}
summary:hover{background:var(--sunken)}
summary:focus-visible{outline-offset:-2px}
time,.after{color:var(--ink-soft)}
.plus{color:var(--good);white-space:nowrap}
details p{padding:0 20px 10px 204px;font-size:13px}
#credits{--size:166px}#plan{--size:254px}#top-up{--size:196px}#costs{--size:651px}#history{--size:860px}
.panel.waiting{block-size:var(--size,62px)}
@container (inline-size>=840px){
section{grid-template-columns:216px minmax(0,1fr);gap:40px}
}
@container (inline-size>=600px){
.word{position:absolute;clip-path:inset(50%)}
}
@container (inline-size<600px){
.sum,.card,.empty,h3,.rows>li,summary{padding-inline:16px}
.rows>.entry{padding:0}
summary{grid-template-columns:1fr auto}
.what{grid-row:1}
summary b{grid-area:1/2}
details p{padding-inline:16px}
.stats dd{text-align:start}
#credits{--size:246px}#plan{--size:738px}#top-up{--size:236px}#costs{--size:1398px}
}
`;
