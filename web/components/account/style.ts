/** Measured by the block's own width, since a product may give it a narrow column. */
export const css = `
:host{display:block;container-type:inline-size;--wash:color-mix(in srgb,var(--accent) 9%,var(--surface))}
h2,h3,p,ul,ol,dl,dd,fieldset{margin:0;padding:0;border:0;min-inline-size:0}
ul,ol{list-style:none}
h2{font-size:16px;line-height:24px;font-weight:600}
h2:focus{outline:0}
h3{padding:12px 20px;border-bottom:1px solid var(--line);font-size:14px;font-weight:600}
small{display:block;color:var(--ink-soft);font-size:13px;line-height:20px;font-weight:400}
small:empty{display:none}
code{font:12px/20px ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
section{display:grid;gap:16px;padding:32px 0;border-top:1px solid var(--line);scroll-margin-top:64px}
section:first-child{padding-top:0;border:0}
section:last-child{padding-bottom:0}
header p{margin-top:4px;color:var(--ink-soft);text-wrap:pretty}
.body,.outcome,.products{display:grid;gap:16px;min-inline-size:0}
.body>:empty{display:none}
.panel{border:1px solid var(--line);border-radius:var(--radius);background:var(--surface)}
.line,.acts{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:4px 16px}
.acts{justify-content:start;gap:8px}
.number{text-align:end}
.button[disabled],[aria-disabled=true]{opacity:.6;cursor:default}
.badge{align-self:center}
.badge.accent{background:var(--wash);color:var(--accent)}
.badge.good{background:color-mix(in srgb,var(--good) 12%,var(--surface));color:var(--good)}
.empty{padding:20px;color:var(--ink-soft)}
.notice{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:12px;margin-bottom:16px;padding:12px 16px;border:1px solid var(--line);border-radius:var(--radius);background:var(--sunken)}
.notice p{flex:1 1 240px}
.body .notice{margin:0}
.notice.warn{border-color:transparent;background:var(--warn-wash)}
.notice.bad{border-color:transparent;background:var(--bad-wash)}
.notice.good{border-color:transparent;background:color-mix(in srgb,var(--good) 12%,var(--surface))}
.sum{display:grid;gap:16px;padding:20px}
.sum>.line:first-child{align-items:end;gap:16px 48px}
.sum p{text-align:start}
.big{font-size:40px;line-height:44px;font-weight:600;letter-spacing:-.02em}
.stats{display:flex;gap:32px}
dt{color:var(--ink-soft);font-size:13px}
.stats dd{font-size:16px;font-weight:500;line-height:24px}
svg{display:block;inline-size:100%;block-size:8px}
rect{fill:var(--accent)}
.track{fill:color-mix(in srgb,var(--ink) 10%,var(--surface))}
fieldset{display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(210px,1fr))}
.card{display:flex;flex-direction:column;gap:8px;padding:16px 20px 20px;cursor:pointer}
.card:hover{border-color:var(--ink-soft)}
.card:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.card:has(:disabled){cursor:default}
.card .line{flex-wrap:nowrap;min-block-size:24px}
.card input{inline-size:16px;block-size:16px;margin:0 0 0 auto;accent-color:var(--accent)}
.card>small{margin-top:-8px}
.mid{font-size:24px;line-height:32px;font-weight:600;letter-spacing:-.01em}
.card ul{display:grid;gap:4px;margin-block:8px;font-size:13px}
.card li{padding-inline-start:20px;background:linear-gradient(var(--line),var(--line)) 4px 9px/8px 2px no-repeat}
.price{margin-top:auto;font-weight:500}
.rows>li{display:flex;align-items:center;gap:12px;padding:12px 20px;border-top:1px solid var(--line)}
.rows>li:first-child{border:0}
.rows>li>:first-child{flex:1;min-inline-size:0}
.pack .number{min-inline-size:72px;font-weight:500}
.products{grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr));align-items:start}
.rows.history>li{display:block;padding:0}
summary{display:grid;grid-template-columns:116px 1fr 72px 80px;gap:0 16px;padding:10px 20px;cursor:pointer;list-style:none;border-radius:inherit}
summary::-webkit-details-marker{display:none}
summary:hover{background:var(--sunken)}
summary:focus-visible{outline-offset:-2px}
time,.after{color:var(--ink-soft)}
summary b{font-weight:500}
.plus{color:var(--good)}
details dl{display:grid;gap:4px;padding:0 20px 12px 152px}
details dl div{display:grid;grid-template-columns:80px 1fr;gap:16px}
.more{justify-self:start}
.unknown{user-select:none}
.unknown :is(p,b,small,dt,dd,li,h3,label span,button){color:transparent!important}
.unknown .body :is(p,b,small,dt,dd,li>span,h3){border-radius:4px;background:var(--sunken)}
.unknown :is(.badge,rect:last-child){display:none}
@container (inline-size>=840px){
section{grid-template-columns:216px minmax(0,1fr);gap:40px}
}
@container (inline-size<560px){
.sum,.empty,h3,.rows>li{padding-inline:16px}
.stats{gap:24px}
.rows>.pack{flex-wrap:wrap}
summary{grid-template-columns:1fr auto;gap:0 12px;padding-inline:16px}
summary .what{grid-row:1}
summary b{grid-area:1/2}
details dl{padding:0 16px 12px}
}
@container (inline-size>=560px){
summary .word{position:absolute;clip-path:inset(50%)}
}
`;
