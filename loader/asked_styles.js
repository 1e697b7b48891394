// The styles of what a reader asks for with a press; they come with it.

const styles = new CSSStyleSheet();
styles.replaceSync(`@layer chuyen.parts{
.chuyen-dialog{inline-size:min(28em,100% - 2em);max-block-size:calc(100% - 2em);padding:1.25em;border:1px solid var(--_line);border-radius:var(--_radius);overflow:auto}
.chuyen-dialog::backdrop{background:rgb(0 0 0/.5)}
.chuyen-dialog form{display:grid;gap:.75em}
.chuyen-dialog [aria-busy=true] [type=submit]{opacity:.6}
.chuyen-dialog h2{font-size:1.2em;line-height:1.35;overflow-wrap:anywhere}
.chuyen-dialog fieldset{margin:0;padding:0;border:0}
.chuyen-dialog legend{padding:0 0 .25em;font-weight:600}
.chuyen-dialog [type=radio]{inline-size:1.15em;block-size:1.15em;accent-color:var(--_accent)}
.chuyen-dialog-choice{display:flex;align-items:center;gap:.6em;min-block-size:2.25em}
.chuyen-dialog-field{display:grid;gap:.35em;font-weight:600}
.chuyen-dialog-field :is(input,textarea){inline-size:100%;min-block-size:2.75em;padding:.4em .75em;border:1px solid var(--_field);border-radius:var(--_radius);background:none;font-weight:400}
.chuyen-dialog [aria-invalid]{border-color:var(--_danger-text)}
.chuyen-dialog .chuyen-composer-fault{padding:0}
.chuyen-dialog-end{display:flex;flex-wrap:wrap;justify-content:end;gap:.5em .75em}
.chuyen-dialog-way{display:block;inline-size:100%;min-block-size:2.75em;padding:.5em 1em;border:1px solid var(--_field);border-radius:var(--_radius);color:inherit;font-weight:700;text-align:center;text-decoration:none}
.chuyen-dialog-way:hover{background:var(--_surface)}
.chuyen-composer[data-account] .chuyen-composer-author{display:none}
.chuyen-account{display:flex;flex-wrap:wrap;align-items:center;gap:.25em 1em}
.chuyen-account bdi{font-weight:700}
.chuyen-account button{min-block-size:2em;color:var(--_link);font-weight:700}
.chuyen-account [role=alert]{color:var(--_danger-text);font-weight:600}
.chuyen-preview{padding:.75em;border-block-start:1px solid var(--_line)}
.chuyen-preview-head{color:var(--_muted);font-size:.875em;font-weight:600}
.chuyen-preview-head[data-old]{color:var(--_pending-text)}
}`);

/** @param {ShadowRoot} shadow */
export const dress = (shadow) => {
  if (!shadow.adoptedStyleSheets.includes(styles)) shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, styles];
};
